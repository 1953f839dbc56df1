import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { at, cipher, id } from '../columns'

export const accountStatus = pgEnum('account_status', ['active', 'disabled'])

/** What signs in. A trainee's, an enterprise's or a staff member's own data hang on it in tables of their own. */
export const accounts = pgTable('accounts', {
  id: id().primaryKey(),
  status: accountStatus().notNull().default('active'),
  passwordHash: text(),
  /** Came from the old platform and has no password yet: 123456 opens the activation page, and nothing else. */
  mustActivate: boolean().notNull().default(false),
  createdAt: at().notNull().defaultNow(),
})

export const door = pgEnum('door', ['trainee', 'enterprise', 'staff'])

/** Who is signed in where. What is not here is not signed in: ending a session is deleting its row. */
export const sessions = pgTable(
  'sessions',
  {
    id: id().primaryKey(),
    door: door().notNull(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** SHA-256 of what the cookie holds: who reads this table cannot sign in with it. */
    tokenHash: text().notNull().unique(),
    /** What the browser says of itself (User-Agent). */
    device: text().notNull(),
    address: text().notNull(),
    createdAt: at().notNull(),
    /** When something was last asked or learnt in it, to the minute. */
    seenAt: at().notNull(),
    endsAt: at().notNull(),
  },
  (t) => [index().on(t.accountId), index().on(t.endsAt)],
)

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
    idNumberCipher: cipher<'trainees.id_number_cipher'>().notNull(),
    /** HMAC of the normalised number: unique, and the only way to look somebody up by number. */
    idNumberIndex: text().notNull().unique(),
    idNumberMasked: text().notNull(),
    phoneCipher: cipher<'trainees.phone'>('phone'),
    /** HMAC of the phone, to find somebody by it. Null beside a phone from before phones were encrypted. */
    phoneIndex: text(),
    employer: text(),
    regionCode: text().references(() => regions.code),
    technicalGrade: text(),
    photoKey: text(),
    createdAt: at().notNull().defaultNow(),
  },
  (t) => [
    index().on(t.phoneIndex),
    // Those from before phones were encrypted; empty once keys:rotate has been through.
    index('trainees_plain_phone').on(t.phoneCipher).where(sql`${t.phoneCipher} not like 'v1.%'`),
    // Part of a name is found by its characters: two are too few for trigrams, and most parts of Chinese names are two.
    index('trainees_name_characters').using('gin', sql`string_to_array(lower(${t.name}), null)`),
    check('trainees_name_length', sql`char_length(${t.name}) between 1 and 50`),
  ],
)

export const smsPurpose = pgEnum('sms_purpose', ['recover_password', 'register', 'activate', 'register_enterprise', 'recover_enterprise'])

/** One row for each code sent; the newest one that is neither used nor expired counts. */
export const smsCodes = pgTable(
  'sms_codes',
  {
    id: id().primaryKey(),
    /** A keyed hash of the phone, or a name of nobody (lib/identity/sms). */
    recipient: text('phone').notNull(),
    purpose: smsPurpose().notNull(),
    codeHash: text().notNull(),
    sentAt: at().notNull(),
    expiresAt: at().notNull(),
    usedAt: at(),
    tries: smallint().notNull().default(0),
    /** A hash of the network that asked for it: who proved this phone from there once is let through when strangers have used up its codes. */
    network: text(),
  },
  (t) => [index().on(t.recipient, t.sentAt)],
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
export const attemptLimits = pgTable('attempt_limits', {
  key: text().primaryKey(),
  count: integer().notNull(),
  resetsAt: at().notNull(),
  /** Where waits rise: no further attempt counts, or is looked at, before this. */
  notBefore: at(),
})

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

/** What somebody who registers has typed so far, or stood in a form when its session was over, encrypted; the browser holds the key to it in a cookie. */
export const registrationDrafts = pgTable(
  'registration_drafts',
  {
    id: id().primaryKey(),
    tokenHash: text().notNull().unique(),
    dataCipher: cipher<'registration_drafts.data_cipher'>().notNull(),
    expiresAt: at().notNull(),
  },
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

/** 统一社会信用代码 (GB 32100), 注册号 (GS 15) or 组织机构代码 (GB 11714): the user name of an enterprise. */
export const enterpriseCodeKind = pgEnum('enterprise_code_kind', ['credit', 'registration', 'organization'])

/** 企业, 事业单位, 机关, 社会组织, 其他 */
export const enterpriseKind = pgEnum('enterprise_kind', ['company', 'institution', 'government', 'society', 'other'])

export const enterpriseStatus = pgEnum('enterprise_status', ['pending', 'approved', 'rejected'])

/** What an enterprise's invoices are made out to. */
export type EnterpriseInvoice = { buyerKind: 'company' | 'public_body'; title: string; taxNumber?: string }

/** 集体注册: an employer that enrols its people and pays for them once somebody of the staff has approved it. */
export const enterprises = pgTable(
  'enterprises',
  {
    id: uuid()
      .primaryKey()
      .references(() => accounts.id),
    status: enterpriseStatus().notNull().default('pending'),
    name: text().notNull(),
    kind: enterpriseKind().notNull(),
    codeKind: enterpriseCodeKind().notNull(),
    /** Capitals and digits only, as it signs in. */
    code: text().notNull().unique(),
    /** Its check digit does not hold: the reviewer looks twice. */
    codeDoubtful: boolean().notNull().default(false),
    regionCode: text()
      .notNull()
      .references(() => regions.code),
    address: text().notNull(),
    contactName: text().notNull(),
    phoneCipher: cipher<'enterprises.phone'>('phone').notNull(),
    licenceKey: text().notNull(),
    invoice: jsonb().$type<EnterpriseInvoice>().notNull(),
    /** Of the last time it asked for approval. */
    submittedAt: at().notNull(),
    decidedAt: at(),
    decidedBy: uuid(),
    /** Why it was rejected; shown to the enterprise. */
    rejection: text(),
  },
  (t) => [
    index().on(t.status, t.submittedAt),
    check('enterprises_decided', sql`(${t.status} = 'pending') = (${t.decidedAt} is null)`),
    check('enterprises_rejection', sql`(${t.status} = 'rejected') = (${t.rejection} is not null)`),
  ],
)

export const staffRole = pgEnum('staff_role', [
  'administrator',
  'content_editor',
  'reviewer',
  'finance',
  'hotline',
  'region_manager',
  'auditor',
])

export const staff = pgTable(
  'staff',
  {
    id: uuid()
      .primaryKey()
      .references(() => accounts.id),
    userName: text().notNull().unique(),
    name: text().notNull(),
    role: staffRole().notNull(),
    /** A region manager's own regions; empty for every other role. */
    regionCodes: text().array().notNull().default(sql`'{}'::text[]`),
    /** The TOTP secret (RFC 6238), encrypted; null until the first sign-in has shown its QR code. */
    totpCipher: cipher<'staff.totp_cipher'>(),
    totpConfirmedAt: at(),
    /** The last time step that was accepted: no code counts twice. */
    totpStep: bigint({ mode: 'number' }),
    /** The recovery codes not used yet (lib/identity/recovery-codes). */
    recoveryCipher: cipher<'staff.recovery_cipher'>(),
    /** HMACs of codes from before they were encrypted; emptied by keys:rotate. */
    recoveryCodes: text().array().notNull().default(sql`'{}'::text[]`),
    createdAt: at().notNull().defaultNow(),
  },
  (t) => [check('staff_regions', sql`(${t.role} = 'region_manager') = (cardinality(${t.regionCodes}) > 0)`)],
)

export const correctionField = pgEnum('correction_field', ['name', 'id_number'])
export const correctionStatus = pgEnum('correction_status', ['open', 'approved', 'declined'])

/** 更正申请: a trainee says that the name or number on file is wrong; somebody of the staff compares it with the document. */
export const corrections = pgTable(
  'corrections',
  {
    traineeId: uuid()
      .notNull()
      .references(() => trainees.id),
    id: id().notNull(),
    field: correctionField().notNull(),
    status: correctionStatus().notNull().default('open'),
    /** What it should be, encrypted as ID numbers are. */
    valueCipher: cipher<'corrections.value_cipher'>().notNull(),
    reason: text().notNull(),
    /** A picture of the document; gone when it is decided. */
    evidenceKey: text(),
    /** The member of the staff who asked for the trainee; null where they asked themselves. */
    askedBy: uuid(),
    /** Which document that member saw, and how. */
    evidenceNote: text(),
    askedAt: at().notNull(),
    decidedAt: at(),
    decidedBy: uuid(),
    answer: text(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    uniqueIndex('corrections_one_open').on(t.traineeId, t.field).where(sql`${t.status} = 'open'`),
    index().on(t.askedAt).where(sql`${t.status} = 'open'`),
    check('corrections_decided', sql`(${t.status} = 'open') = (${t.decidedAt} is null)`),
    // Whoever asked never agrees; whatever the code above it says.
    check('corrections_second_person', sql`${t.status} <> 'approved' or ${t.askedBy} is null or ${t.decidedBy} <> ${t.askedBy}`),
    check('corrections_evidence', sql`(${t.askedBy} is null) = (${t.evidenceNote} is null)`),
  ],
)
