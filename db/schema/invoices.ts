import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { type InvoiceTitle, orders } from './checkout'

export const invoiceStatus = pgEnum('invoice_status', ['requested', 'issuing', 'issued', 'failed', 'reversed'])

export const invoices = pgTable(
  'invoices',
  {
    buyerId: uuid().notNull(),
    id: id().notNull(),
    orderId: uuid().notNull(),
    status: invoiceStatus().notNull().default('requested'),
    title: jsonb().$type<InvoiceTitle>().notNull(),
    amountFen: integer().notNull(),
    /** 20 digits, given by the issuer. */
    number: text().unique(),
    /** The PDF that is shown; an issuer may give the same invoice as OFD and XML too. */
    fileKey: text(),
    ofdKey: text(),
    xmlKey: text(),
    failure: text(),
    requestedAt: at().notNull(),
    issuedAt: at(),
    /** 红冲: asked for by a refund while it is issued; done when its reversal has a number. */
    reversalAskedAt: at(),
    reversedAt: at(),
    reversalNumber: text(),
  },
  (t) => [
    primaryKey({ columns: [t.buyerId, t.id] }),
    index().on(t.id),
    index().on(t.status, t.requestedAt),
    index('invoices_waiting').on(t.requestedAt).where(sql`${t.status} in ('requested', 'failed')`),
    uniqueIndex('invoices_one_live').on(t.buyerId, t.orderId).where(sql`${t.status} <> 'reversed'`),
    foreignKey({ columns: [t.buyerId, t.orderId], foreignColumns: [orders.buyerId, orders.id] }),
  ],
)
