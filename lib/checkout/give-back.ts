import { uuidv7 } from '@/db/id'
import { refunds } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import type { Ctx } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import type { Order } from './orders'

/** What of a payment goes back: so much of it, for one item or (without `itemId`) for all that is left. */
type Part = { amountFen: number; itemId?: string }

/** Owes a payment back, all of it unless told otherwise, in the caller's transaction; a job makes the refund at the gateway (makeRefund). */
export async function giveBack(
  tx: Ctx,
  order: Order,
  paymentId: string,
  reason: string,
  { amountFen, itemId }: Part = { amountFen: order.amountFen },
): Promise<void> {
  const id = uuidv7(tx.now.getTime())
  await tx.db.insert(refunds).values({ id, buyerId: order.buyerId, paymentId, itemId, amountFen, reason, requestedAt: tx.now })
  await enqueue(tx, 'payments.refund', { buyerId: order.buyerId, refundId: id })
  await record(tx, 'refund.request', order.id, { reason, amountFen })
}
