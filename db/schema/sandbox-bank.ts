import { integer, pgEnum, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { at } from '../columns'

export const sandboxTradeStatus = pgEnum('sandbox_trade_status', ['waiting', 'paid', 'closed', 'refunded'])

/** The books of the sandbox bank: its own, as a real bank's would be. An order here is a charge of the portal. */
export const sandboxTrades = pgTable('sandbox_trades', {
  orderNumber: text().primaryKey(),
  tradeNumber: text().notNull().unique(),
  subject: text().notNull(),
  amountFen: integer().notNull(),
  method: text().notNull(),
  status: sandboxTradeStatus().notNull().default('waiting'),
  /** Given back so far; `refunded` when that is all. */
  refundedFen: integer().notNull().default(0),
  notifyUrl: text().notNull(),
  returnUrl: text().notNull(),
  expiresAt: at().notNull(),
  paidAt: at(),
})

/** What the sandbox bank gave back, each once however often it is told to: its merchants' own numbers of refunds. */
export const sandboxRefunds = pgTable('sandbox_refunds', {
  refundId: uuid().primaryKey(),
  tradeNumber: text()
    .notNull()
    .references(() => sandboxTrades.tradeNumber),
  amountFen: integer().notNull(),
  refundedAt: at().notNull(),
})
