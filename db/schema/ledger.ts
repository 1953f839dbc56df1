import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgEnum, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { orders } from './checkout'

export const ledgerAccount = pgEnum('ledger_account', ['clearing', 'receivable', 'revenue', 'refunds_due', 'fees', 'surplus'])
export const ledgerEvent = pgEnum('ledger_event', ['payment', 'sale', 'refund_due', 'refund', 'fees', 'difference', 'settlement'])

/**
 * 账簿, in double entry: every movement of money is two lines or more, written in the transaction of the act itself. A debit is positive, a
 * credit negative; at commit the lines of a posting sum to zero, or nothing of it happened. Lines are only ever added.
 */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    id: id().primaryKey(),
    postingId: uuid().notNull(),
    at: at().notNull(),
    event: ledgerEvent().notNull(),
    account: ledgerAccount().notNull(),
    amountFen: integer().notNull(),
    /** Where the money lies, or who took the fee: of these accounts alone. */
    provider: text(),
    buyerId: uuid(),
    orderId: uuid(),
    /** What it is found by elsewhere: the trade's or the bank's number, the day of a bill. */
    reference: text().notNull(),
  },
  (t) => [
    index().on(t.postingId),
    index().on(t.at, t.id),
    index().on(t.buyerId, t.orderId),
    check('ledger_entries_amount', sql`${t.amountFen} <> 0`),
    check('ledger_entries_provider', sql`(${t.account} in ('clearing', 'fees')) = (${t.provider} is not null)`),
    check('ledger_entries_order', sql`(${t.buyerId} is null) = (${t.orderId} is null)`),
    foreignKey({ columns: [t.buyerId, t.orderId], foreignColumns: [orders.buyerId, orders.id] }),
  ],
)
