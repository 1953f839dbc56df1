import { uuidv7 } from '@/db/id'
import { refundRequests } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { lockOrder } from './orders'
import { refundFacts } from './refund-queries'
import { refusalToRefund } from './refund-rules'

/**
 * 申请退款, for the whole order. Nothing is taken away yet: somebody of the staff decides. Pressing twice asks once.
 * @returns the request's id
 * @throws NotFound; Refused('order_not_pending' | those of refusalToRefund | 'refund_waiting')
 */
export async function requestRefund(ctx: Ctx<Trainee>, { orderId, reason }: { orderId: string; reason: string }): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const buyerId = tx.actor.id
    const order = await lockOrder(tx, { buyerId, id: orderId })
    if (!order) throw new NotFound()
    if (order.status === 'refunding' || order.status === 'refunded') throw new Refused('order_not_pending')
    const refusal = refusalToRefund(await refundFacts(tx, order), tx.now)
    if (refusal) throw new Refused(refusal.code, refusal.facts)
    const id = uuidv7(tx.now.getTime())
    const asked = await tx.db
      .insert(refundRequests)
      .values({ id, buyerId, orderId, reason, requestedAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: refundRequests.id })
    if (!asked.length) throw new Refused('refund_waiting')
    await record(tx, 'refund.ask', orderId, { reason })
    return id
  })
}
