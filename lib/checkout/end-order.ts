import { and, asc, eq, lte } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { severalAtOnce } from '@/lib/shared/several-at-once'
import { closedAtGateways, requireUncharged } from './ask-charges'
import { giveAllBack } from './give-back'
import { closeItems } from './open-items'
import { isOrder, lockOrder, type Order, type OrderKey, setOrder } from './orders'

/**
 * The buyer gives an unpaid order up; its seats are free at once.
 * @throws NotFound; Refused('order_not_pending') when it was paid or ended meanwhile; as closedAtGateways says
 */
export async function cancelOrder(ctx: Ctx<Buyer>, orderId: string): Promise<void> {
  const key = { buyerId: ctx.actor.id, id: orderId }
  const [order] = await ctx.db.select({ status: orders.status }).from(orders).where(isOrder(key))
  if (!order) throw new NotFound()
  if (order.status !== 'pending' || !(await closedAtGateways(ctx, key))) throw new Refused('order_not_pending')
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, key)
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
  await severalAtOnce(8, due, async (key) => {
    try {
      if (await expireOrder(ctx, key)) expired++
    } catch (error) {
      log().error({ err: error, order: key.id }, 'an order could not be ended') // the others must not wait for it
    }
  })
  return expired
}

/** @returns whether it ended: its time has run out, and nobody has paid it meanwhile */
export async function expireOrder(ctx: Ctx, key: OrderKey): Promise<boolean> {
  const [due] = await ctx.db
    .select({ id: orders.id })
    .from(orders)
    .where(and(isOrder(key), eq(orders.status, 'pending'), lte(orders.expiresAt, ctx.now)))
  if (!due || !(await closedAtGateways(ctx, key))) return false
  return inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, key)
    if (order?.status !== 'pending' || order.expiresAt > tx.now) return false
    await endOrder(tx, order, 'expired')
    return true
  })
}

/** In the caller's transaction, after it was closed at the gateways. @throws Refused('payment_starting') when somebody goes to pay it meanwhile */
export async function endOrder(tx: Ctx, order: Order, status: 'cancelled' | 'expired') {
  await requireUncharged(tx, order)
  await setOrder(tx, order, { status, endedAt: tx.now })
  await closeItems(tx, order)
  await giveAllBack(tx, order, status === 'expired' ? '订单过期，款项未付足' : '订单取消，已付的款项退回') // parts of a transfer
  await record(tx, `order.${status}`, order.id)
}
