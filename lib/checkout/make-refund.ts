import { and, eq, sql } from 'drizzle-orm'
import { payments, refunds } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { gatewayOf } from './gateways/registry'
import { nextOrderStatus } from './order-states'
import { lockOrder, type Order, setOrder } from './orders'
import { findRefund } from './receive-payment'
import { transferProvider } from './rules'

type RefundKey = { buyerId: string; refundId: string }

/**
 * Gives the money back at the gateway and books it; called by the job queue until it succeeds, harmless when called again. What came by
 * 对公转账 has no gateway: finance gives it back at the bank and says so (recordReturn).
 */
export async function makeRefund(ctx: Ctx, key: RefundKey): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const found = await lockRefund(tx, key)
    if (!found) throw new Error(`no refund ${key.refundId}`)
    const { order, refund, payment } = found
    if (refund.status === 'done' || payment.provider === transferProvider) return
    const gateway = gatewayOf(payment.provider)
    if (!gateway) throw new Error(`no gateway ${payment.provider}`)
    await gateway.refund(tx, {
      orderNumber: order.number,
      tradeNumber: payment.tradeNumber,
      amountFen: refund.amountFen,
      refundId: refund.id,
    })
    await book(tx, order, key)
  })
}

/**
 * Finance has given back at the bank what came by 对公转账. @throws NotFound without the right 'refunds.decide', and for what a gateway
 * gives back; Refused('return_done')
 */
export async function recordReturn(ctx: Ctx<Staff>, { reference, ...key }: RefundKey & { reference: string }): Promise<void> {
  requireRight(ctx, 'refunds.decide')
  await inTransaction(ctx, async (tx) => {
    const found = await lockRefund(tx, key)
    if (found?.payment.provider !== transferProvider) throw new NotFound()
    if (found.refund.status === 'done') throw new Refused('return_done')
    await book(tx, found.order, key, reference)
  })
}

async function lockRefund(tx: Ctx, key: RefundKey) {
  const found = await findRefund(tx, key)
  if (!found) return null
  const order = (await lockOrder(tx, { buyerId: key.buyerId, id: found.payment.orderId }))!
  return { order, ...(await findRefund(tx, key))! } // again, under the order's lock
}

/** The money is back: an order of which nothing is left is refunded now. */
async function book(tx: Ctx, order: Order, { buyerId, refundId }: RefundKey, reference?: string): Promise<void> {
  await tx.db
    .update(refunds)
    .set({ status: 'done', doneAt: tx.now, reference })
    .where(and(eq(refunds.buyerId, buyerId), eq(refunds.id, refundId)))
  const refunded = nextOrderStatus(order.status, 'refund')
  if (refunded && (await allReturned(tx, order))) await setOrder(tx, order, { status: refunded, endedAt: tx.now })
  await record(tx, 'refund.done', order.id, reference ? { reference } : undefined)
}

/** Whether no money of the order is here any more: it may have been paid twice, and goes back in parts, one by one. */
async function allReturned(tx: Ctx, { buyerId, id }: Order): Promise<boolean> {
  const theirs = and(eq(payments.buyerId, buyerId), eq(payments.orderId, id))
  const [[received], [returned]] = await Promise.all([
    tx.db
      .select({ fen: sql<string>`coalesce(sum(${payments.amountFen}), 0)` })
      .from(payments)
      .where(theirs),
    tx.db
      .select({ fen: sql<string>`coalesce(sum(${refunds.amountFen}), 0)` })
      .from(refunds)
      .innerJoin(payments, and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId)))
      .where(and(theirs, eq(refunds.status, 'done'))),
  ])
  return received!.fen === returned!.fen
}
