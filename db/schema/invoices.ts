import { sql } from 'drizzle-orm'
import { foreignKey, integer, jsonb, pgEnum, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { type InvoiceTitle, orders } from './checkout'

export const invoiceStatus = pgEnum('invoice_status', ['requested', 'issuing', 'issued', 'failed', 'reversed'])

export const invoices = pgTable(
  'invoices',
  {
    traineeId: uuid().notNull(),
    id: id().notNull(),
    orderId: uuid().notNull(),
    status: invoiceStatus().notNull().default('requested'),
    title: jsonb().$type<InvoiceTitle>().notNull(),
    amountFen: integer().notNull(),
    /** 20 digits, given by the issuer. */
    number: text().unique(),
    fileKey: text(),
    failure: text(),
    requestedAt: at().notNull(),
    issuedAt: at(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    uniqueIndex('invoices_one_live').on(t.traineeId, t.orderId).where(sql`${t.status} <> 'reversed'`),
    foreignKey({ columns: [t.traineeId, t.orderId], foreignColumns: [orders.traineeId, orders.id] }),
  ],
)
