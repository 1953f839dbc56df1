import { sql } from 'drizzle-orm'
import { index, pgEnum, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { at, cipher, id } from '../columns'

/** `retrying`: the queue tries again within minutes. `refused`: the provider would only say the same again. `expired`: it ran out before it could go. */
export const smsOutcome = pgEnum('sms_outcome', ['sent', 'retrying', 'refused', 'expired'])

/** 短信记录: what left the queue, to whom and with what answer; never a code. Kept for 180 days. */
export const smsMessages = pgTable(
  'sms_messages',
  {
    id: id().primaryKey(),
    phoneCipher: cipher<'sms_messages.phone'>('phone').notNull(),
    phoneIndex: text().notNull(),
    /** Trainees whose phone it was: found by the person after another phone, too. */
    traineeIds: uuid().array().notNull().default(sql`'{}'::uuid[]`),
    /** What a code was for, or a NoticeKind. */
    kind: text().notNull(),
    body: text().notNull(),
    outcome: smsOutcome().notNull(),
    provider: text(),
    /** The provider's code for why not. */
    answer: text(),
    tries: smallint().notNull().default(1),
    askedAt: at().notNull(),
    triedAt: at().notNull(),
  },
  (t) => [index().on(t.askedAt), index().on(t.phoneIndex, t.askedAt), index().using('gin', t.traineeIds)],
)
