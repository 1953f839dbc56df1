import { and, eq } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { charges, payments, refunds } from '@/db/schema/payments'
import { record } from '@/lib/audit/record'
import { createInvoice } from '@/lib/invoices/request-invoice'
import { advance, askSoon, findCharge, lockCharge } from '@/lib/payments/charges'
import type { PaymentNotice } from '@/lib/payments/gateways/gateway'
import { post } from '@/lib/payments/ledger'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { giveAllBack, giveBack } from './give-back'
import { openItems } from './open-items'
import { nextOrderStatus } from './order-states'
import { lockOrder, type Order, setOrder } from './orders'
import { sumOf, unreturned } from './unreturned'

/** A notice that does not fit any charge of ours: nothing is booked, and the gateway is told so. */
export class PaymentMismatch extends Error {}

/**
 * Books a verified payment and does what it paid for, in one transaction. The same notice again, however often, finds the
 * payment booked and changes nothing. Money that can no longer buy what it was meant for is booked and given back.
 * @returns whether it was booked now: false for a notice that had come before
 * @throws PaymentMismatch when the charge does not exist or the amount is another
 */
export async function receivePayment(ctx: Ctx, provider: string, notice: PaymentNotice): Promise<boolean> {
  const charge = await findCharge(ctx, provider, notice.chargeNumber)
  if (!charge) throw new PaymentMismatch(`no charge ${notice.chargeNumber} at ${provider}`)
  if (charge.amountFen !== notice.amountFen)
    throw new PaymentMismatch(`charge ${charge.number} is of ${charge.amountFen} fen, not ${notice.amountFen}`)
  return inTransaction(ctx, async (tx) => {
    const order = (await lockOrder(tx, { buyerId: charge.buyerId, id: charge.orderId }))!
    const paymentId = await bookPayment(tx, order, provider, { ...notice, chargeId: charge.id })
    if (!paymentId) return false
    await advance(tx, await lockCharge(tx, charge), 'pay')
    await askSoon(tx, order) // the others must not bring the money twice
    await fulfil(tx, order, { id: paymentId, amountFen: notice.amountFen })
    return true
  })
}

type Received = Omit<PaymentNotice, 'chargeNumber'> & { chargeId?: string }

/** Money that came for an order, under its lock. @returns null for what was booked before */
export async function bookPayment(tx: Ctx, order: Order, provider: string, received: Received): Promise<string | null> {
  const { chargeId, tradeNumber, method, amountFen, paidAt } = received
  const { buyerId, id: orderId } = order
  const id = uuidv7(tx.now.getTime())
  const booked = await tx.db
    .insert(payments)
    .values({ id, buyerId, orderId, chargeId, provider, tradeNumber, method, amountFen, paidAt, receivedAt: tx.now })
    .onConflictDoNothing({ target: [payments.provider, payments.tradeNumber] })
    .returning({ id: payments.id })
  if (!booked.length) return null
  await post(tx, { event: 'payment', reference: tradeNumber, order, debit: 'clearing', credit: 'receivable', amountFen, provider })
  await record(tx, 'payment.receive', orderId, { provider, tradeNumber, amountFen })
  return id
}

type Payment = { id: string; amountFen: number }

/** What the money pays for is opened; what is too much, or comes too late, is owed back. With it, at least the price is there. */
export async function fulfil(tx: Ctx, order: Order, payment: Payment): Promise<void> {
  const paid = nextOrderStatus(order.status, 'pay')
  // Paid twice, by two methods.
  if (!paid) return giveBack(tx, order, payment.id, '订单已支付，重复付款', { amountFen: payment.amountFen })
  if (!(await openItems(tx, order))) {
    await setOrder(tx, order, { status: nextOrderStatus(order.status, 'pay_without_seat')!, paidAt: tx.now })
    return giveAllBack(tx, order, '付款到达时席位或课程已不可用')
  }
  await setOrder(tx, order, { status: paid, paidAt: tx.now, endedAt: null })
  const { amountFen, number } = order
  await post(tx, { event: 'sale', reference: number, order, debit: 'receivable', credit: 'revenue', amountFen })
  await record(tx, 'order.pay', order.id)
  await returnSurplus(tx, order, payment)
  if (order.invoiceTitle) {
    await createInvoice(tx, { buyerId: order.buyerId, orderId: order.id, title: order.invoiceTitle, amountFen: order.amountFen })
  }
}

/** What came beyond the price: parts of a transfer beside a payment of the whole, else of the last one. */
async function returnSurplus(tx: Ctx, order: Order, payment: Payment): Promise<void> {
  const left = await unreturned(tx, order)
  const whole = payment.amountFen === order.amountFen
  const parts = left.filter(({ id }) => (id === payment.id) !== whole)
  let surplusFen = sumOf(left) - order.amountFen
  for (const { id, leftFen } of parts) {
    const amountFen = Math.min(surplusFen, leftFen)
    if (amountFen > 0) await giveBack(tx, order, id, whole ? '订单已用其他方式付清' : '转账多付', { amountFen, surplus: true })
    surplusFen -= amountFen
  }
}

/** A refund, the payment that it is of, and the charge that was paid (none: a transfer). */
export async function findRefund(ctx: Ctx, { buyerId, refundId }: { buyerId: string; refundId: string }) {
  const [row] = await ctx.db
    .select({ refund: refunds, payment: payments, charge: charges })
    .from(refunds)
    .innerJoin(payments, and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId)))
    .leftJoin(charges, and(eq(charges.buyerId, payments.buyerId), eq(charges.id, payments.chargeId)))
    .where(and(eq(refunds.buyerId, buyerId), eq(refunds.id, refundId)))
  return row ?? null
}
