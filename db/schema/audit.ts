import { sql } from 'drizzle-orm'
import { customType, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'

/** The number of a transaction, which never wraps around. */
const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })
const day = () => date({ mode: 'string' })

/**
 * Who did what to what, and when; written in the transaction of the act itself. Kept at least six months (网络安全法 art. 21). Rows of
 * this file's tables are only ever added, except that of `audit_head`: triggers and the portal's role see to it.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    id: id().primaryKey(),
    at: at().notNull(),
    actorKind: text().notNull(),
    actorId: uuid(),
    address: text(),
    action: text().notNull(),
    subjectId: uuid(),
    details: jsonb().$type<Record<string, unknown>>(),
    /** By which transaction: what is below the oldest one still running is final, and is sealed in this order. */
    writtenIn: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    index().on(t.at),
    index().on(t.actorId, t.at),
    index().on(t.subjectId, t.at),
    index().on(t.action, t.at),
    index().on(t.writtenIn, t.id),
  ],
)

/** The chain: of each entry, the hash of the one before it and of all that it says. Numbered within its day. */
export const auditSeals = pgTable(
  'audit_seals',
  { day: day().notNull(), number: integer().notNull(), entryId: uuid().notNull().unique(), hash: text().notNull() },
  (t) => [primaryKey({ columns: [t.day, t.number] })],
)

/** Days that are closed, each signed together with the root of the one before it. They stay when their entries are removed. */
export const auditDays = pgTable('audit_days', {
  day: day().primaryKey(),
  entries: integer().notNull(),
  root: text().notNull(),
  previousRoot: text().notNull(),
  sealedAt: at().notNull(),
  keyId: text().notNull(),
  signature: text().notNull(),
})

/** How far the open day is sealed; one row. */
export const auditHead = pgTable('audit_head', {
  id: text().primaryKey(),
  day: day().notNull(),
  number: integer().notNull(),
  hash: text().notNull(),
  previousRoot: text().notNull(),
  writtenIn: xid8().notNull(),
  entryId: uuid().notNull(),
  sealedAt: at().notNull(),
  keyId: text().notNull(),
  signature: text().notNull(),
})

/** Files of closed days, in the storage under `file_key`. */
export const auditExports = pgTable('audit_exports', {
  id: id().primaryKey(),
  day: day().notNull(),
  entries: integer().notNull(),
  sha256: text().notNull(),
  fileKey: text().notNull(),
  exportedAt: at().notNull(),
})

/** Days whose entries were removed, after they were exported. */
export const auditRemovals = pgTable('audit_removals', {
  day: day().primaryKey(),
  sha256: text().notNull(),
  removedAt: at().notNull(),
  keyId: text().notNull(),
  signature: text().notNull(),
})
