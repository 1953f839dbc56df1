import { and, eq, isNull } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { orderItems, refundRequests } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireBuyer } from '@/lib/shared/staff'
import { lockOrder, type Order } from './orders'
import { refundFacts } from './refund-queries'
import { refusalToRefund } from './refund-rules'

type Asked = { orderId: string /** The one item; without it the whole order. */; itemId?: string; reason: string }

/**
 * 申请退款, for the whole order or for one item of it. Nothing is taken away yet: somebody of the staff decides. Pressing twice asks once.
 * @returns the request's id
 * @throws NotFound; Refused('order_not_pending' | 'refund_item_ended' | those of refusalToRefund | 'refund_waiting')
 */
export async function requestRefund(ctx: Ctx<Buyer>, { orderId, itemId, reason }: Asked): Promise<string> {
  requireBuyer(ctx)
  return inTransaction(ctx, async (tx) => {
    const buyerId = tx.actor.id
    const order = await lockOrder(tx, { buyerId, id: orderId })
    if (!order) throw new NotFound()
    if (order.status === 'refunding' || order.status === 'refunded') throw new Refused('order_not_pending')
    if (itemId) await refuseUnlessLive(tx, order, itemId)
    const refusal = refusalToRefund(await refundFacts(tx, order, itemId), tx.now)
    if (refusal) throw new Refused(refusal.code, refusal.facts)
    const id = uuidv7(tx.now.getTime())
    const asked = await tx.db
      .insert(refundRequests)
      .values({ id, buyerId, orderId, itemId, reason, requestedAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: refundRequests.id })
    if (!asked.length) throw new Refused('refund_waiting')
    await record(tx, 'refund.ask', orderId, { reason, item: itemId ?? null })
    return id
  })
}

/** The item is the order's and still stands, and nobody has asked for the whole order back. */
async function refuseUnlessLive(tx: Ctx, { buyerId, id }: Order, itemId: string): Promise<void> {
  const [item] = await tx.db
    .select({ endedAt: orderItems.endedAt })
    .from(orderItems)
    .where(and(eq(orderItems.buyerId, buyerId), eq(orderItems.orderId, id), eq(orderItems.id, itemId)))
  if (!item) throw new NotFound()
  if (item.endedAt) throw new Refused('refund_item_ended')
  const [whole] = await tx.db
    .select({ id: refundRequests.id })
    .from(refundRequests)
    .where(
      and(
        eq(refundRequests.buyerId, buyerId),
        eq(refundRequests.orderId, id),
        eq(refundRequests.status, 'open'),
        isNull(refundRequests.itemId),
      ),
    )
  if (whole) throw new Refused('refund_waiting')
}
