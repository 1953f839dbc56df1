import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { payments, refunds } from '@/db/schema/payments'
import { record } from '@/lib/audit/record'
import { callGateway } from '@/lib/payments/call-gateway'
import { type Gateway, GatewayRefused, type RefundFound, type RefundRequest } from '@/lib/payments/gateways/gateway'
import { gatewayOf } from '@/lib/payments/gateways/registry'
import { post } from '@/lib/payments/ledger'
import { nextRefundStatus, type RefundStatus } from '@/lib/payments/states'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { log } from '@/lib/shared/log'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { severalAtOnce } from '@/lib/shared/several-at-once'
import { requireRight } from '@/lib/shared/staff'
import { later, minutes } from '@/lib/shared/time'
import { nextOrderStatus } from './order-states'
import { lockOrder, type Order, setOrder } from './orders'
import { findRefund } from './receive-payment'
import { transferProvider } from './rules'

type RefundKey = { buyerId: string; refundId: string }

/**
 * Gives the money back at the gateway and books it, in three steps: the refund stands already, the gateway is asked outside of any
 * transaction, its answer is booked. Called by the job queue until it succeeds, harmless when called again: our number of it counts once
 * there. What came by 对公转账 has no gateway: finance gives it back at the bank and says so (recordReturn).
 */
export async function makeRefund(ctx: Ctx, key: RefundKey): Promise<void> {
  const found = await findRefund(ctx, key)
  if (!found) throw new Error(`no refund ${key.refundId}`)
  const { refund, payment, charge } = found
  if (!charge || !isUnderWay(refund.status)) return
  const gateway = gatewayOf(payment.provider)
  if (!gateway) throw new Error(`no gateway ${payment.provider}`)
  const answer = await askBack(ctx, gateway, refund.status, requestOf(refund, payment, charge))
  await inTransaction(ctx, async (tx) => {
    const now = (await lockRefund(tx, key))!
    if (!isUnderWay(now.refund.status)) return // another process was faster
    if (answer.state === 'done') return book(tx, now)
    if (answer.state !== 'failed')
      return set(tx, key, { status: 'accepted', askAgainAt: later(tx.now, answer.state === 'unknown' ? minutes(1) : minutes(5)) })
    await set(tx, key, { status: 'failed', problem: answer.words, askAgainAt: null })
    await record(tx, 'refund.failed', now.order.id, { words: answer.words })
  })
}

type Found = NonNullable<Awaited<ReturnType<typeof findRefund>>>

const requestOf = (refund: Found['refund'], payment: Found['payment'], charge: NonNullable<Found['charge']>): RefundRequest => ({
  number: refund.id,
  chargeNumber: charge.number,
  tradeNumber: payment.tradeNumber,
  amountFen: refund.amountFen,
  paidFen: payment.amountFen,
  reason: refund.reason,
})

/**
 * A gateway's bill has a refund that is not booked as done: the gateway is asked, and what it says is booked, whatever was thought of it here.
 * @returns whether the money is back
 */
export async function confirmRefund(ctx: Ctx, key: RefundKey): Promise<boolean> {
  const found = await findRefund(ctx, key)
  const gateway = found && gatewayOf(found.payment.provider)
  if (!found?.charge || !gateway || found.refund.status === 'done') return false
  const request = requestOf(found.refund, found.payment, found.charge)
  const answer = await callGateway(ctx, gateway, 'queryRefund', (signal) => gateway.queryRefund(request, signal))
  if (answer.state !== 'done') return false
  return inTransaction(ctx, async (tx) => {
    const now = (await lockRefund(tx, key))!
    if (now.refund.status === 'done') return false
    await book(tx, now)
    return true
  })
}

const isUnderWay = (status: RefundStatus) => status === 'requested' || status === 'accepted'

/** One that was accepted is asked after; one that the gateway never heard of is asked for. */
async function askBack(ctx: Ctx, gateway: Gateway, status: RefundStatus, request: RefundRequest): Promise<RefundFound> {
  try {
    if (status === 'accepted') {
      const answer = await callGateway(ctx, gateway, 'queryRefund', (signal) => gateway.queryRefund(request, signal))
      if (answer.state !== 'unknown') return answer
    }
    return await callGateway(ctx, gateway, 'refund', (signal) => gateway.refund(request, signal))
  } catch (error) {
    if (error instanceof GatewayRefused) return { state: 'failed', words: error.message }
    throw error
  }
}

/** Asks after those that a gateway accepted. Run by a job each minute; one that fails must not keep the others waiting. */
export async function watchRefunds(ctx: Ctx): Promise<void> {
  const due = await ctx.db
    .select({ buyerId: refunds.buyerId, refundId: refunds.id })
    .from(refunds)
    .where(lte(refunds.askAgainAt, ctx.now))
    .orderBy(asc(refunds.askAgainAt))
    .limit(500)
  await severalAtOnce(8, due, async (key) => {
    await makeRefund(ctx, key).catch(async (error) => {
      log().error({ err: error, refund: key.refundId }, 'what became of a refund is not known')
      await set(ctx, key, { askAgainAt: later(ctx.now, minutes(5)) })
    })
  })
}

/**
 * A refund that the gateway turned down is asked for again, as after the account there was filled up.
 * @throws NotFound without the right 'refunds.decide'; Refused('refund_not_failed')
 */
export async function retryRefund(ctx: Ctx<Staff>, key: RefundKey): Promise<void> {
  requireRight(ctx, 'refunds.decide')
  await inTransaction(ctx, async (tx) => {
    const found = await lockRefund(tx, key)
    if (!found) throw new NotFound()
    const status = nextRefundStatus(found.refund.status, 'retry')
    if (!status) throw new Refused('refund_not_failed')
    await set(tx, key, { status, problem: null })
    await enqueue(tx, 'payments.refund', key)
    await record(tx, 'refund.retry', found.order.id)
  })
}

/**
 * Finance has given back at the bank what came by 对公转账, or what a gateway turned down. @throws NotFound without the right
 * 'refunds.decide', and for what a gateway gives back; Refused('return_done')
 */
export async function recordReturn(ctx: Ctx<Staff>, { reference, ...key }: RefundKey & { reference: string }): Promise<void> {
  requireRight(ctx, 'refunds.decide')
  await inTransaction(ctx, async (tx) => {
    const found = await lockRefund(tx, key)
    if (!found || (found.payment.provider !== transferProvider && isUnderWay(found.refund.status))) throw new NotFound()
    if (found.refund.status === 'done') throw new Refused('return_done')
    await book(tx, found, reference)
  })
}

async function lockRefund(tx: Ctx, key: RefundKey) {
  const found = await findRefund(tx, key)
  if (!found) return null
  const order = (await lockOrder(tx, { buyerId: key.buyerId, id: found.payment.orderId }))!
  return { order, ...(await findRefund(tx, key))! } // again, under the order's lock
}

const set = (tx: Ctx, { buyerId, refundId }: RefundKey, change: Partial<typeof refunds.$inferInsert>) =>
  tx.db
    .update(refunds)
    .set(change)
    .where(and(eq(refunds.buyerId, buyerId), eq(refunds.id, refundId)))

/** The money is back, by hand if there is the bank's number of it: an order of which nothing is left is refunded now. */
async function book(
  tx: Ctx,
  { refund, payment, order }: NonNullable<Awaited<ReturnType<typeof lockRefund>>>,
  reference?: string,
): Promise<void> {
  const { buyerId, id: refundId, amountFen } = refund
  await set(tx, { buyerId, refundId }, { status: 'done', doneAt: tx.now, reference, problem: null, askAgainAt: null })
  await post(tx, {
    event: 'refund',
    reference: reference ?? payment.tradeNumber,
    order,
    debit: 'refunds_due',
    credit: 'clearing',
    amountFen,
    provider: reference ? transferProvider : payment.provider,
  })
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
