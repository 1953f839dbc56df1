import { and, asc, eq, lte } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { gateways } from './gateways/registry'
import { closeItems } from './open-items'
import { lockOrder, type Order, type OrderKey, setOrder } from './orders'
import { receivePayment } from './receive-payment'

/**
 * The buyer gives an unpaid order up; its seats are free at once.
 * @throws NotFound; Refused('order_not_pending') when it was paid or ended meanwhile
 */
export async function cancelOrder(ctx: Ctx<Buyer>, orderId: string): Promise<void> {
  if (!(await closedAtGateways(ctx, { buyerId: ctx.actor.id, id: orderId }))) throw new Refused('order_not_pending')
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { buyerId: tx.actor.id, id: orderId })
    if (order?.status !== 'pending') throw new Refused('order_not_pending')
    await endOrder(tx, order, 'cancelled')
  })
}

/** Ends every order whose time has run out. Run by a job each minute; one that fails is tried again the next time. */
export async function expireOrders(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .select({ buyerId: orders.buyerId, id: orders.id })
    .from(orders)
    .where(and(eq(orders.status, 'pending'), lte(orders.expiresAt, ctx.now)))
    .orderBy(asc(orders.expiresAt))
    .limit(500)
  let expired = 0
  for (const key of due) {
    try {
      if (await expireOrder(ctx, key)) expired++
    } catch (error) {
      log().error({ err: error, order: key.id }, 'an order could not be ended') // the others must not wait for it
    }
  }
  return expired
}

/** @returns whether it ended: its time has run out, and nobody has paid it meanwhile */
export async function expireOrder(ctx: Ctx, key: OrderKey): Promise<boolean> {
  const [due] = await ctx.db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.buyerId, key.buyerId), eq(orders.id, key.id), eq(orders.status, 'pending'), lte(orders.expiresAt, ctx.now)))
  if (!due || !(await closedAtGateways(ctx, key))) return false
  return inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, key)
    if (order?.status !== 'pending' || order.expiresAt > tx.now) return false
    await endOrder(tx, order, 'expired')
    return true
  })
}

/**
 * Closes an order where it could be paid, before its seats are given to somebody else. Finds out there, too, that it was
 * paid a moment ago.
 * @returns false when it was
 */
export async function closedAtGateways(ctx: Ctx, key: OrderKey): Promise<boolean> {
  const [order] = await ctx.db
    .select()
    .from(orders)
    .where(and(eq(orders.buyerId, key.buyerId), eq(orders.id, key.id)))
  if (!order) throw new NotFound()
  if (order.status !== 'pending') return true // ended or paid already: the gateways' books stay as they are
  for (const gateway of gateways()) {
    const notice = await inTransaction(ctx, (tx) => gateway.close(tx, order.number))
    if (!notice) continue
    await receivePayment(ctx, gateway.provider, notice)
    return false
  }
  return true
}

/** In the caller's transaction, after it was closed at the gateways. */
export async function endOrder(tx: Ctx, order: Order, status: 'cancelled' | 'expired') {
  await setOrder(tx, order, { status, endedAt: tx.now })
  await closeItems(tx, order)
  await record(tx, `order.${status}`, order.id)
}
