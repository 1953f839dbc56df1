import { and, eq } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { payments, refunds } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { createInvoice } from '@/lib/invoices/request-invoice'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import type { PaymentNotice } from './gateways/gateway'
import { giveBack } from './give-back'
import { openItems } from './open-items'
import { nextOrderStatus } from './order-states'
import { lockOrder, type Order, setOrder } from './orders'

/** A notice that does not fit any order of ours: nothing is booked, and the gateway is told so. */
export class PaymentMismatch extends Error {}

/**
 * Books a verified payment and does what it paid for, in one transaction. The same notice again, however often, finds the
 * payment booked and changes nothing. Money that can no longer buy what it was meant for is booked and given back.
 * @returns whether it was booked now: false for a notice that had come before
 * @throws PaymentMismatch when the order does not exist or the amount is another
 */
export async function receivePayment(ctx: Ctx, provider: string, notice: PaymentNotice): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { number: notice.orderNumber })
    if (!order) throw new PaymentMismatch(`no order ${notice.orderNumber}`)
    if (order.amountFen !== notice.amountFen)
      throw new PaymentMismatch(`order ${order.number} costs ${order.amountFen} fen, not ${notice.amountFen}`)

    const paymentId = uuidv7(tx.now.getTime())
    const booked = await tx.db
      .insert(payments)
      .values({
        id: paymentId,
        buyerId: order.buyerId,
        orderId: order.id,
        provider,
        tradeNumber: notice.tradeNumber,
        method: notice.method,
        amountFen: notice.amountFen,
        paidAt: notice.paidAt,
        receivedAt: tx.now,
      })
      .onConflictDoNothing({ target: [payments.provider, payments.tradeNumber] })
      .returning({ id: payments.id })
    if (!booked.length) return false
    await record(tx, 'payment.receive', order.id, { provider, tradeNumber: notice.tradeNumber, amountFen: notice.amountFen })
    await fulfil(tx, order, paymentId)
    return true
  })
}

async function fulfil(tx: Ctx, order: Order, paymentId: string): Promise<void> {
  const paid = nextOrderStatus(order.status, 'pay')
  if (!paid) return giveBack(tx, order, paymentId, '订单已支付，重复付款') // paid twice, by two methods
  if (!(await openItems(tx, order))) {
    await setOrder(tx, order, { status: nextOrderStatus(order.status, 'pay_without_seat')!, paidAt: tx.now })
    return giveBack(tx, order, paymentId, '付款到达时席位或课程已不可用')
  }
  await setOrder(tx, order, { status: paid, paidAt: tx.now, endedAt: null })
  await record(tx, 'order.pay', order.id)
  if (order.invoiceTitle) {
    await createInvoice(tx, { buyerId: order.buyerId, orderId: order.id, title: order.invoiceTitle, amountFen: order.amountFen })
  }
}

/** The payment and order a refund belongs to. */
export async function findRefund(ctx: Ctx, { buyerId, refundId }: { buyerId: string; refundId: string }) {
  const [row] = await ctx.db
    .select({ refund: refunds, payment: payments })
    .from(refunds)
    .innerJoin(payments, and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId)))
    .where(and(eq(refunds.buyerId, buyerId), eq(refunds.id, refundId)))
  return row ?? null
}
