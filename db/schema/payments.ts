import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, integer, pgEnum, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { orders } from './checkout'

export const chargeStatus = pgEnum('charge_status', ['intended', 'open', 'paid', 'closed', 'failed'])

/**
 * One attempt to have an order paid at a gateway. Written before the gateway is called, so that a call of which nobody knows what became
 * is asked after; watched until it is paid or can be paid no more.
 */
export const charges = pgTable(
  'charges',
  {
    buyerId: uuid().notNull(),
    id: id().notNull(),
    orderId: uuid().notNull(),
    provider: text().notNull(),
    method: text().notNull(),
    /** Ours, which the gateway knows it by: the order's and two digits for the attempt. */
    number: text().notNull().unique(),
    amountFen: integer().notNull(),
    status: chargeStatus().notNull().default('intended'),
    /** Where the payer goes, as the gateway answered. */
    address: text(),
    /** Why it failed, in the gateway's words. */
    problem: text(),
    intendedAt: at().notNull(),
    /** After this the gateway takes no money for it. */
    expiresAt: at().notNull(),
    /** When the gateway was last asked what became of it, and when it is to be asked again by itself. */
    askedAt: at(),
    askAgainAt: at().notNull(),
    endedAt: at(),
  },
  (t) => [
    primaryKey({ columns: [t.buyerId, t.id] }),
    index().on(t.buyerId, t.orderId),
    index().on(t.askAgainAt).where(sql`${t.status} in ('intended', 'open')`),
    foreignKey({ columns: [t.buyerId, t.orderId], foreignColumns: [orders.buyerId, orders.id] }),
    check('charges_amount', sql`${t.amountFen} > 0`),
    check('charges_ended', sql`(${t.status} in ('intended', 'open')) = (${t.endedAt} is null)`),
    check('charges_open', sql`${t.status} <> 'open' or ${t.address} is not null`),
  ],
)

/** Money that a gateway says has arrived. */
export const payments = pgTable(
  'payments',
  {
    buyerId: uuid().notNull(),
    id: id().notNull(),
    orderId: uuid().notNull(),
    /** The attempt that it pays; null: a transfer. */
    chargeId: uuid(),
    provider: text().notNull(),
    tradeNumber: text().notNull(),
    method: text().notNull(),
    amountFen: integer().notNull(),
    paidAt: at().notNull(),
    receivedAt: at().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.buyerId, t.id] }),
    unique('payments_trade').on(t.provider, t.tradeNumber),
    index().on(t.buyerId, t.orderId),
    index().on(t.paidAt),
    foreignKey({ columns: [t.buyerId, t.orderId], foreignColumns: [orders.buyerId, orders.id] }),
    foreignKey({ columns: [t.buyerId, t.chargeId], foreignColumns: [charges.buyerId, charges.id] }),
    check('payments_amount', sql`${t.amountFen} > 0`),
  ],
)

export const refundStatus = pgEnum('refund_status', ['requested', 'accepted', 'failed', 'done'])

/** Money that goes back: owed, asked of the gateway, accepted there, and back. A failed one is tried again, or given back by hand. */
export const refunds = pgTable(
  'refunds',
  {
    buyerId: uuid().notNull(),
    id: id().notNull(),
    paymentId: uuid().notNull(),
    /** The one item that is given back; null: all that the payment paid. */
    itemId: uuid(),
    amountFen: integer().notNull(),
    /** What came beyond the price: of the same payment the price itself may go back another time. */
    surplus: boolean().notNull().default(false),
    status: refundStatus().notNull().default('requested'),
    reason: text().notNull(),
    requestedAt: at().notNull(),
    doneAt: at(),
    /** The bank's number of what finance gave back by hand; null where a gateway did it. */
    reference: text(),
    /** Why the gateway does not give it back, in its words: somebody of finance sees to it. */
    problem: text(),
    /** Accepted by the gateway, which is asked at this time whether it arrived. */
    askAgainAt: at(),
  },
  (t) => [
    primaryKey({ columns: [t.buyerId, t.id] }),
    unique('refunds_once').on(t.buyerId, t.paymentId, t.itemId, t.surplus).nullsNotDistinct(),
    index().on(t.doneAt),
    index().on(t.id),
    index().on(t.askAgainAt).where(sql`${t.askAgainAt} is not null`),
    check('refunds_done', sql`(${t.status} = 'done') = (${t.doneAt} is not null)`),
    check('refunds_failed', sql`(${t.status} = 'failed') = (${t.problem} is not null)`),
    foreignKey({ columns: [t.buyerId, t.paymentId], foreignColumns: [payments.buyerId, payments.id] }),
  ],
)
