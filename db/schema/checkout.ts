import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { courses } from './catalog'
import { enrollments } from './enrollment'
import { accounts } from './identity'

export const orderStatus = pgEnum('order_status', ['pending', 'paid', 'cancelled', 'expired', 'refunding', 'refunded'])
export const buyerKind = pgEnum('buyer_kind', ['company', 'public_body', 'person'])

/** 抬头: who an invoice is made out to. The tax number is asked of companies only. */
export type InvoiceTitle = { buyerKind: 'company' | 'public_body' | 'person'; title: string; taxNumber?: string }

/**
 * What is ordered and paid for, kept with the buyer: a trainee who pays for himself, or an enterprise that pays for its people. The
 * items of an order name the trainee whom each of them is for.
 */
export const orders = pgTable(
  'orders',
  {
    buyerId: uuid()
      .notNull()
      .references(() => accounts.id),
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
    primaryKey({ columns: [t.buyerId, t.id] }),
    index().on(t.id),
    index().on(t.expiresAt).where(sql`${t.status} = 'pending'`),
    index().on(t.createdAt, t.id),
    check('orders_amount', sql`${t.amountFen} >= 0`),
    check('orders_paid', sql`(${t.status} in ('paid', 'refunding', 'refunded')) = (${t.paidAt} is not null)`),
  ],
)

export const orderItems = pgTable(
  'order_items',
  {
    buyerId: uuid().notNull(),
    id: id().notNull(),
    traineeId: uuid().notNull(),
    orderId: uuid().notNull(),
    enrollmentId: uuid().notNull(),
    /** The course, where courses are bought one by one; else the whole class is. */
    courseId: uuid().references(() => courses.id),
    title: text().notNull(),
    amountFen: integer().notNull(),
    /** Refunded on its own, while the rest of the order stands. */
    endedAt: at(),
  },
  (t) => [
    primaryKey({ columns: [t.buyerId, t.id] }),
    index().on(t.id),
    unique('order_items_once').on(t.buyerId, t.orderId, t.enrollmentId, t.courseId).nullsNotDistinct(),
    foreignKey({ columns: [t.buyerId, t.orderId], foreignColumns: [orders.buyerId, orders.id] }),
    index().on(t.traineeId, t.enrollmentId),
    foreignKey({ columns: [t.traineeId, t.enrollmentId], foreignColumns: [enrollments.traineeId, enrollments.id] }),
  ],
)

export const refundRequestStatus = pgEnum('refund_request_status', ['open', 'approved', 'declined'])

/** 申请退款: the buyer asks, somebody of the staff decides. */
export const refundRequests = pgTable(
  'refund_requests',
  {
    buyerId: uuid().notNull(),
    id: id().notNull(),
    orderId: uuid().notNull(),
    /** 单人退款: the one item asked about; null: the whole order. */
    itemId: uuid(),
    status: refundRequestStatus().notNull().default('open'),
    reason: text().notNull(),
    requestedAt: at().notNull(),
    /** 同意 by one member of the staff, where it takes two. */
    proposedAt: at(),
    proposedBy: uuid(),
    decidedAt: at(),
    decidedBy: uuid(),
    /** What was granted, when it was. */
    amountFen: integer(),
    /** Why it was declined; shown to the buyer. */
    answer: text(),
  },
  (t) => [
    primaryKey({ columns: [t.buyerId, t.id] }),
    index().on(t.id),
    uniqueIndex('refund_requests_one_open')
      .on(t.buyerId, t.orderId, sql`coalesce(${t.itemId}, ${t.orderId})`)
      .where(sql`${t.status} = 'open'`),
    foreignKey({ columns: [t.buyerId, t.orderId], foreignColumns: [orders.buyerId, orders.id] }),
    index().on(t.decidedBy, t.decidedAt),
    check('refund_requests_decided', sql`(${t.status} = 'open') = (${t.decidedAt} is null)`),
    check('refund_requests_proposed', sql`(${t.proposedAt} is null) = (${t.proposedBy} is null)`),
    check('refund_requests_two', sql`${t.status} <> 'approved' or ${t.proposedBy} is null or ${t.proposedBy} <> ${t.decidedBy}`),
  ],
)

/**
 * 对公转账 announced by an enterprise: its order waits for the money, which somebody of finance finds on the bank's statement and
 * confirms. One for each order.
 */
export const transfers = pgTable(
  'transfers',
  {
    buyerId: uuid().notNull(),
    orderId: uuid().notNull(),
    announcedAt: at().notNull(),
    /** The bank's own number of the transfer, as finance read it; with the payment it became. */
    reference: text().unique(),
    confirmedAt: at(),
    confirmedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.buyerId, t.orderId] }),
    index().on(t.announcedAt).where(sql`${t.confirmedAt} is null`),
    foreignKey({ columns: [t.buyerId, t.orderId], foreignColumns: [orders.buyerId, orders.id] }),
    check('transfers_confirmed', sql`(${t.confirmedAt} is null) = (${t.reference} is null)`),
  ],
)
