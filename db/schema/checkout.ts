import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { courses } from './catalog'
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
    /** The course, where courses are bought one by one; else the whole class is. */
    courseId: uuid().references(() => courses.id),
    title: text().notNull(),
    amountFen: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    unique('order_items_once').on(t.traineeId, t.orderId, t.enrollmentId, t.courseId).nullsNotDistinct(),
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

export const refundRequestStatus = pgEnum('refund_request_status', ['open', 'approved', 'declined'])

/** 申请退款: a trainee asks, somebody of the staff decides. */
export const refundRequests = pgTable(
  'refund_requests',
  {
    traineeId: uuid().notNull(),
    id: id().notNull(),
    orderId: uuid().notNull(),
    status: refundRequestStatus().notNull().default('open'),
    reason: text().notNull(),
    requestedAt: at().notNull(),
    decidedAt: at(),
    decidedBy: uuid(),
    /** Why it was declined; shown to the trainee. */
    answer: text(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    uniqueIndex('refund_requests_one_open').on(t.traineeId, t.orderId).where(sql`${t.status} = 'open'`),
    foreignKey({ columns: [t.traineeId, t.orderId], foreignColumns: [orders.traineeId, orders.id] }),
    check('refund_requests_decided', sql`(${t.status} = 'open') = (${t.decidedAt} is null)`),
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
