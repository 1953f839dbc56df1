import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { enrollments } from './enrollment'
import { trainees } from './identity'

export const orderStatus = pgEnum('order_status', ['pending', 'paid', 'cancelled', 'expired', 'refunding', 'refunded'])
export const buyerKind = pgEnum('buyer_kind', ['company', 'public_body', 'person'])

/** 抬头: who an invoice is made out to. The tax number is asked of companies only. */
export type InvoiceTitle = { buyerKind: 'company' | 'public_body' | 'person'; title: string; taxNumber?: string }

export const orders = pgTable(
  'orders',
  {
    traineeId: uuid()
      .notNull()
      .references(() => trainees.id),
    id: id().notNull(),
    /** Shown to people and given to gateways as out_trade_no: 18 digits. */
    number: text().notNull().unique(),
    status: orderStatus().notNull().default('pending'),
    amountFen: integer().notNull(),
    invoiceTitle: jsonb().$type<InvoiceTitle>(),
    createdAt: at().notNull(),
    expiresAt: at().notNull(),
    paidAt: at(),
    endedAt: at(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    index().on(t.expiresAt).where(sql`${t.status} = 'pending'`),
    check('orders_amount', sql`${t.amountFen} >= 0`),
    check('orders_paid', sql`(${t.status} in ('paid', 'refunding', 'refunded')) = (${t.paidAt} is not null)`),
  ],
)

export const orderItems = pgTable(
  'order_items',
  {
    traineeId: uuid().notNull(),
    id: id().notNull(),
    orderId: uuid().notNull(),
    enrollmentId: uuid().notNull(),
    title: text().notNull(),
    amountFen: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    uniqueIndex('order_items_enrollment').on(t.traineeId, t.orderId, t.enrollmentId),
    foreignKey({ columns: [t.traineeId, t.orderId], foreignColumns: [orders.traineeId, orders.id] }),
    foreignKey({ columns: [t.traineeId, t.enrollmentId], foreignColumns: [enrollments.traineeId, enrollments.id] }),
  ],
)

/** Money that a gateway says has arrived. */
export const payments = pgTable(
  'payments',
  {
    traineeId: uuid().notNull(),
    id: id().notNull(),
    orderId: uuid().notNull(),
    provider: text().notNull(),
    tradeNumber: text().notNull(),
    method: text().notNull(),
    amountFen: integer().notNull(),
    paidAt: at().notNull(),
    receivedAt: at().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    unique('payments_trade').on(t.provider, t.tradeNumber),
    index().on(t.traineeId, t.orderId),
    foreignKey({ columns: [t.traineeId, t.orderId], foreignColumns: [orders.traineeId, orders.id] }),
    check('payments_amount', sql`${t.amountFen} > 0`),
  ],
)

export const refundStatus = pgEnum('refund_status', ['requested', 'done'])

export const refunds = pgTable(
  'refunds',
  {
    traineeId: uuid().notNull(),
    id: id().notNull(),
    paymentId: uuid().notNull(),
    amountFen: integer().notNull(),
    status: refundStatus().notNull().default('requested'),
    reason: text().notNull(),
    requestedAt: at().notNull(),
    doneAt: at(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    uniqueIndex('refunds_one_a_payment').on(t.traineeId, t.paymentId),
    foreignKey({ columns: [t.traineeId, t.paymentId], foreignColumns: [payments.traineeId, payments.id] }),
  ],
)

export const sandboxTradeStatus = pgEnum('sandbox_trade_status', ['waiting', 'paid', 'closed', 'refunded'])

/** The books of the sandbox bank: its own, as a real bank's would be. */
export const sandboxTrades = pgTable('sandbox_trades', {
  orderNumber: text().primaryKey(),
  tradeNumber: text().notNull().unique(),
  subject: text().notNull(),
  amountFen: integer().notNull(),
  method: text().notNull(),
  status: sandboxTradeStatus().notNull().default('waiting'),
  notifyUrl: text().notNull(),
  returnUrl: text().notNull(),
  expiresAt: at().notNull(),
  paidAt: at(),
})
