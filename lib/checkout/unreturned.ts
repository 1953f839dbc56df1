import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { payments, refunds } from '@/db/schema/payments'
import type { Ctx } from '@/lib/shared/context'
import type { OrderKey } from './orders'

export type Unreturned = { id: string; leftFen: number }

/** Payments of the order of which something is still here, and is not owed back either; the earliest first. Under the order's lock. */
export const unreturned = (tx: Ctx, { buyerId, id }: OrderKey): Promise<Unreturned[]> => {
  const left = sql<number>`(${payments.amountFen} - coalesce(sum(${refunds.amountFen}), 0))::int`
  return tx.db
    .select({ id: payments.id, leftFen: left })
    .from(payments)
    .leftJoin(refunds, and(eq(refunds.buyerId, payments.buyerId), eq(refunds.paymentId, payments.id)))
    .where(and(eq(payments.buyerId, buyerId), eq(payments.orderId, id)))
    .groupBy(payments.buyerId, payments.id)
    .having(ne(left, 0))
    .orderBy(asc(payments.receivedAt), asc(payments.id))
}

/** In fen. */
export const sumOf = (left: Unreturned[]) => left.reduce((sum, { leftFen }) => sum + leftFen, 0)

/** Of an order in a joined query: what came for it and is here, without what is owed back; in fen. */
export const receivedOf = sql<number>`(
  select coalesce(sum(${payments.amountFen}), 0) - coalesce(sum((select sum(r.amount_fen) from refunds r where r.buyer_id = ${payments.buyerId} and r.payment_id = ${payments.id})), 0)
  from ${payments} where ${payments.buyerId} = ${orders.buyerId} and ${payments.orderId} = ${orders.id})::int`
