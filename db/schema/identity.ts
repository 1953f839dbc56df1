import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgEnum, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'

export const accountStatus = pgEnum('account_status', ['active', 'disabled'])

/** What signs in. A trainee's, an enterprise's or a staff member's own data hang on it in tables of their own. */
export const accounts = pgTable('accounts', {
  id: id().primaryKey(),
  status: accountStatus().notNull().default('active'),
  passwordHash: text(),
  /** Came from the old platform and has no password yet: 123456 opens the activation page, and nothing else. */
  mustActivate: boolean().notNull().default(false),
  /** Part of every session: raising it ends all sessions at once. */
  sessionVersion: integer().notNull().default(1),
  createdAt: at().notNull().defaultNow(),
})

export const regions = pgTable('regions', {
  code: text().primaryKey(),
  name: text().notNull(),
  position: smallint().notNull(),
})

/** 居民身份证, 港澳台居民居住证, 外国人永久居留身份证, 护照 */
export const documentKind = pgEnum('document_kind', ['resident_id', 'residence_permit', 'foreigner_permit', 'passport'])

export const trainees = pgTable(
  'trainees',
  {
    id: uuid()
      .primaryKey()
      .references(() => accounts.id),
    name: text().notNull(),
    documentKind: documentKind().notNull().default('resident_id'),
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
  (t) => [index().on(t.phone), check('trainees_name_length', sql`char_length(${t.name}) between 1 and 50`)],
)

export const smsPurpose = pgEnum('sms_purpose', ['recover_password', 'register', 'activate'])

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

/** 用户服务协议, 隐私政策, and the consent of its own that ID number and photo need (个人信息保护法 art. 29). */
export const consentDocument = pgEnum('consent_document', ['terms', 'privacy', 'sensitive_data'])

/** Which version somebody agreed to, and when. Never changed; a new version is a new row. */
export const consents = pgTable(
  'consents',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    document: consentDocument().notNull(),
    version: text().notNull(),
    agreedAt: at().notNull(),
    address: text(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.document, t.version] })],
)

/** What somebody who registers has typed so far, encrypted; the browser holds the key to it in a cookie. */
export const registrationDrafts = pgTable(
  'registration_drafts',
  { id: id().primaryKey(), tokenHash: text().notNull().unique(), dataCipher: text().notNull(), expiresAt: at().notNull() },
  (t) => [index().on(t.expiresAt)],
)

/** 单位 already known, offered as suggestions: complete and standard names. */
export const employers = pgTable('employers', {
  id: id().primaryKey(),
  name: text().notNull().unique(),
  regionCode: text().references(() => regions.code),
})

/** 历史记录: what a migrated trainee earned on the old platform. */
export const historyRecords = pgTable(
  'history_records',
  {
    traineeId: uuid()
      .notNull()
      .references(() => trainees.id),
    id: id().notNull(),
    year: smallint().notNull(),
    title: text().notNull(),
    creditHours: smallint().notNull(),
    certificateNumber: text(),
    /** A day in Asia/Shanghai, yyyy-mm-dd. */
    passedOn: text(),
  },
  (t) => [primaryKey({ columns: [t.traineeId, t.id] }), uniqueIndex('history_records_once').on(t.traineeId, t.year, t.title)],
)
