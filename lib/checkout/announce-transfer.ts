import { transfers } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { requireBuyer } from '@/lib/shared/staff'
import { later } from '@/lib/shared/time'
import { lockOrder, refuseEnded, requirePending, setOrder } from './orders'
import { orderLifetimes, transferLifetime } from './rules'
import { transferMethod, waysToPay } from './ways-to-pay'

/**
 * 对公转账: the buyer will pay at a bank, with the order's number as the remark. The seats wait for the money from now on; saying
 * so again changes nothing.
 * @throws NotFound, also where transfers are not taken (waysToPay); Refused('order_expired' | 'order_not_pending' | 'study_period_over')
 */
export async function announceTransfer(ctx: Ctx<Buyer>, orderId: string): Promise<void> {
  requireBuyer(ctx)
  if (!waysToPay(ctx.actor.kind).some(({ id }) => id === transferMethod)) throw new NotFound()
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { buyerId: tx.actor.id, id: orderId })
    if (!order) throw new NotFound()
    requirePending(tx, order)
    await refuseEnded(tx, order)
    const announced = await tx.db
      .insert(transfers)
      .values({ buyerId: order.buyerId, orderId, announcedAt: tx.now })
      .onConflictDoNothing()
      .returning({ orderId: transfers.orderId })
    if (!announced.length) return
    const longest = later(order.createdAt, orderLifetimes[tx.actor.kind] + transferLifetime) // however often it was withdrawn between
    const until = later(tx.now, transferLifetime)
    await setOrder(tx, order, { expiresAt: new Date(Math.min(until.getTime(), longest.getTime())) })
    await record(tx, 'transfer.announce', orderId)
  })
}
