import { and, eq } from 'drizzle-orm'
import { transfers } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { requireBuyer } from '@/lib/shared/staff'
import { later } from '@/lib/shared/time'
import { giveAllBack } from './give-back'
import { lockOrder, requirePending, setOrder } from './orders'
import { orderLifetimes } from './rules'

/**
 * 改用其他支付方式: the buyer will not pay by transfer after all; the order waits no longer than one on which none was announced. What
 * came in part is owed back. Doing so again changes nothing.
 * @throws NotFound; Refused('order_expired' | 'order_not_pending')
 */
export async function withdrawTransfer(ctx: Ctx<Buyer>, orderId: string): Promise<void> {
  requireBuyer(ctx)
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { buyerId: tx.actor.id, id: orderId })
    if (!order) throw new NotFound()
    requirePending(tx, order)
    const [gone] = await tx.db
      .delete(transfers)
      .where(and(eq(transfers.buyerId, order.buyerId), eq(transfers.orderId, orderId)))
      .returning({ orderId: transfers.orderId })
    if (!gone) return
    await giveAllBack(tx, order, '改用其他支付方式，已转的部分退回')
    const usual = later(tx.now, orderLifetimes[tx.actor.kind])
    await setOrder(tx, order, { expiresAt: new Date(Math.min(usual.getTime(), order.expiresAt.getTime())) })
    await record(tx, 'transfer.withdraw', orderId)
  })
}
