import { sql } from 'drizzle-orm'
import { check, index, integer, pgEnum, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'

export const accountStatus = pgEnum('account_status', ['active', 'disabled'])

/** What signs in. A trainee's, an enterprise's or a staff member's own data hang on it in tables of their own. */
export const accounts = pgTable('accounts', {
  id: id().primaryKey(),
  status: accountStatus().notNull().default('active'),
  passwordHash: text(),
  /** Part of every session: raising it ends all sessions at once. */
  sessionVersion: integer().notNull().default(1),
  createdAt: at().notNull().defaultNow(),
})

export const regions = pgTable('regions', {
  code: text().primaryKey(),
  name: text().notNull(),
  position: smallint().notNull(),
})

export const trainees = pgTable(
  'trainees',
  {
    id: uuid()
      .primaryKey()
      .references(() => accounts.id),
    name: text().notNull(),
    /** AES-256-GCM; read only through lib/shared/secrets. */
    idNumberCipher: text().notNull(),
    /** HMAC of the normalised number: unique, and the only way to look somebody up by number. */
    idNumberIndex: text().notNull().unique(),
    idNumberMasked: text().notNull(),
    phone: text(),
    employer: text(),
    regionCode: text().references(() => regions.code),
    technicalGrade: text(),
    photoKey: text(),
    createdAt: at().notNull().defaultNow(),
  },
  (t) => [check('trainees_name_length', sql`char_length(${t.name}) between 1 and 50`)],
)

export const smsPurpose = pgEnum('sms_purpose', ['recover_password'])

/** One row for each code sent; the newest one that is neither used nor expired counts. */
export const smsCodes = pgTable(
  'sms_codes',
  {
    id: id().primaryKey(),
    phone: text().notNull(),
    purpose: smsPurpose().notNull(),
    codeHash: text().notNull(),
    sentAt: at().notNull(),
    expiresAt: at().notNull(),
    usedAt: at(),
    tries: smallint().notNull().default(0),
  },
  (t) => [index().on(t.phone, t.sentAt)],
)

/** What the demo gateway "sent": shown on the demo phone, never written in production. */
export const demoMessages = pgTable('demo_messages', {
  id: id().primaryKey(),
  phone: text().notNull(),
  body: text().notNull(),
  sentAt: at().notNull(),
})

/** Nonces of tokens that may be used once, kept until the token itself expires. */
export const usedTokens = pgTable('used_tokens', { nonce: text().primaryKey(), expiresAt: at().notNull() })

/** Fixed windows of attempts, by address or account. */
export const attemptLimits = pgTable('attempt_limits', { key: text().primaryKey(), count: integer().notNull(), resetsAt: at().notNull() })
