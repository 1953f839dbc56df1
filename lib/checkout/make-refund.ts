import { and, eq, isNull, ne, or } from 'drizzle-orm'
import { payments, refunds } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { gatewayOf } from './gateways/registry'
import { nextOrderStatus } from './order-states'
import { lockOrder, type Order, setOrder } from './orders'
import { findRefund } from './receive-payment'

/** Gives the money back at the gateway and books it; called by the job queue until it succeeds, harmless when called again. */
export async function makeRefund(ctx: Ctx, key: { buyerId: string; refundId: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const found = await findRefund(tx, key)
    if (!found) throw new Error(`no refund ${key.refundId}`)
    const order = (await lockOrder(tx, { buyerId: key.buyerId, id: found.payment.orderId }))!
    const { refund, payment } = (await findRefund(tx, key))! // again, under the order's lock
    if (refund.status === 'done') return
    const gateway = gatewayOf(payment.provider)
    if (!gateway) throw new Error(`no gateway ${payment.provider}`)
    await gateway.refund(tx, {
      orderNumber: order.number,
      tradeNumber: payment.tradeNumber,
      amountFen: refund.amountFen,
      refundId: refund.id,
    })
    await tx.db
      .update(refunds)
      .set({ status: 'done', doneAt: tx.now })
      .where(and(eq(refunds.buyerId, key.buyerId), eq(refunds.id, key.refundId)))
    const refunded = nextOrderStatus(order.status, 'refund')
    if (refunded && (await allReturned(tx, order))) await setOrder(tx, order, { status: refunded, endedAt: tx.now })
    await record(tx, 'refund.done', order.id)
  })
}

/** Whether no money of the order is here any more: it may have been paid twice, and the refunds end one by one. */
async function allReturned(tx: Ctx, { buyerId, id }: Order): Promise<boolean> {
  const here = await tx.db
    .select({ id: payments.id })
    .from(payments)
    .leftJoin(refunds, and(eq(refunds.buyerId, payments.buyerId), eq(refunds.paymentId, payments.id)))
    .where(and(eq(payments.buyerId, buyerId), eq(payments.orderId, id), or(isNull(refunds.id), ne(refunds.status, 'done'))))
    .limit(1)
  return here.length === 0
}
