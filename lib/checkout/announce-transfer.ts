import { transfers } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireApproved } from '@/lib/shared/staff'
import { later } from '@/lib/shared/time'
import { lockOrder, setOrder } from './orders'
import { transferLifetime } from './rules'

/**
 * 对公转账: the enterprise will pay at its bank, with the order's number as the remark. Its seats wait for the money from now on; saying
 * so again changes nothing.
 * @throws NotFound; Refused('order_expired' | 'order_not_pending')
 */
export async function announceTransfer(ctx: Ctx<Enterprise>, orderId: string): Promise<void> {
  requireApproved(ctx)
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { buyerId: tx.actor.id, id: orderId })
    if (!order) throw new NotFound()
    if (order.status === 'expired' || (order.status === 'pending' && order.expiresAt <= tx.now)) throw new Refused('order_expired')
    if (order.status !== 'pending') throw new Refused('order_not_pending')
    const announced = await tx.db
      .insert(transfers)
      .values({ buyerId: order.buyerId, orderId, announcedAt: tx.now })
      .onConflictDoNothing()
      .returning({ orderId: transfers.orderId })
    if (!announced.length) return
    await setOrder(tx, order, { expiresAt: later(tx.now, transferLifetime) })
    await record(tx, 'transfer.announce', orderId)
  })
}
