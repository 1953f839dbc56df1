import { uuidv7 } from '@/db/id'
import { refunds } from '@/db/schema/payments'
import { record } from '@/lib/audit/record'
import { post } from '@/lib/payments/ledger'
import type { Ctx } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import type { Order } from './orders'
import { unreturned } from './unreturned'

/**
 * What of a payment goes back: so much of it, for one item or (without `itemId`) for all that is left; or what came beyond the price. `sold`: it
 * had paid for something, which is taken back; else it never bought anything.
 */
type Part = { amountFen: number; itemId?: string; surplus?: boolean; sold?: boolean }

/** Owes of a payment back so much, in the caller's transaction; a job makes the refund at the gateway (makeRefund). */
export async function giveBack(
  tx: Ctx,
  order: Order,
  paymentId: string,
  reason: string,
  { amountFen, itemId, surplus, sold }: Part,
): Promise<void> {
  const id = uuidv7(tx.now.getTime())
  await tx.db.insert(refunds).values({ id, buyerId: order.buyerId, paymentId, itemId, amountFen, surplus, reason, requestedAt: tx.now })
  await enqueue(tx, 'payments.refund', { buyerId: order.buyerId, refundId: id })
  const debit = sold ? 'revenue' : 'receivable'
  await post(tx, { event: 'refund_due', reference: order.number, order, debit, credit: 'refunds_due', amountFen })
  await record(tx, 'refund.request', order.id, { reason, amountFen })
}

/** Owes back whatever of an order's money is still here. */
export async function giveAllBack(tx: Ctx, order: Order, reason: string, { sold }: Pick<Part, 'sold'> = {}): Promise<void> {
  for (const { id, leftFen } of await unreturned(tx, order)) await giveBack(tx, order, id, reason, { amountFen: leftFen, sold })
}
