import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'

/** Who did what to what, and when; written in the transaction of the act itself. Kept at least six months (网络安全法 art. 21). */
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
  },
  (t) => [index().on(t.at), index().on(t.actorId, t.at), index().on(t.subjectId, t.at), index().on(t.action, t.at)],
)
