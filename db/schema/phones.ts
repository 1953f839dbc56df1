import { sql } from 'drizzle-orm'
import { boolean, check, index, pgEnum, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, cipher, id } from '../columns'
import { accounts } from './identity'

export const phoneOwner = pgEnum('phone_owner', ['trainee', 'enterprise'])
export const phoneChangeStatus = pgEnum('phone_change_status', ['waiting', 'in_force', 'cancelled'])

/**
 * Another phone for an account, which is not its phone yet: `trainees.phone` and `enterprises.phone` are the ones in force, and
 * nothing is proved with any other. See docs/decisions/0023.
 */
export const phoneChanges = pgTable(
  'phone_changes',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    id: id().notNull(),
    owner: phoneOwner().notNull(),
    phoneCipher: cipher<'phone_changes.phone'>('phone').notNull(),
    status: phoneChangeStatus().notNull().default('waiting'),
    askedAt: at().notNull(),
    /** A member of the staff, or the account itself. */
    askedBy: uuid().notNull(),
    reason: text(),
    /** A message went to the phone on file. */
    told: boolean().notNull(),
    takesEffectAt: at().notNull(),
    decidedAt: at(),
    /** Who released or cancelled it; null where its time ran out. */
    decidedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    uniqueIndex('phone_changes_one_waits').on(t.accountId).where(sql`${t.status} = 'waiting'`),
    index().on(t.takesEffectAt).where(sql`${t.status} = 'waiting'`),
    check('phone_changes_decided', sql`(${t.status} = 'waiting') = (${t.decidedAt} is null)`),
    // Whoever asked never releases; whatever the code above it says.
    check('phone_changes_second_person', sql`${t.status} <> 'in_force' or ${t.decidedBy} is distinct from ${t.askedBy}`),
    check('phone_changes_time', sql`${t.status} <> 'in_force' or ${t.decidedBy} is not null or ${t.decidedAt} >= ${t.takesEffectAt}`),
  ],
)
