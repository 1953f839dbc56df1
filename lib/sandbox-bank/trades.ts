import { and, eq, gte, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { sandboxRefunds, sandboxTrades } from '@/db/schema/sandbox-bank'
import type { Ctx } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { enqueue } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { dayStart, days, later } from '@/lib/shared/time'
import { books } from './books'
import { pageToken, pageTokenHolds, signMessage } from './message'

/** What a tester may ask the bank to do with its notice. */
export type NoticeManner = 'once' | 'twice' | 'late' | 'never' | 'fail'

type Trade = typeof sandboxTrades.$inferSelect

/** The bank says no, in words for the merchant. */
export class BankRefused extends Error {}

const numbered = (orderNumber: string) => eq(sandboxTrades.orderNumber, orderNumber)

const found = async (orderNumber: string): Promise<Trade | undefined> =>
  (await books().select().from(sandboxTrades).where(numbered(orderNumber)))[0]

/** Changes a trade that nobody else changes meanwhile. */
const change = <T>(orderNumber: string, work: (trade: Trade | undefined, tx: Db) => Promise<T>): Promise<T> =>
  books().transaction(async (tx) => {
    const [trade] = await tx.select().from(sandboxTrades).where(numbered(orderNumber)).for('update')
    return work(trade, tx as Db)
  })

const NewTrade = z.object({
  orderNumber: z.string().min(6).max(32),
  amountFen: z.int().positive(),
  subject: z.string(),
  method: z.string(),
  expiresAt: z.coerce.date(),
  returnUrl: z.string(),
  notifyUrl: z.string(),
})
const Which = z.object({ orderNumber: z.string() })
const NewRefund = z.object({ refundNumber: z.string(), tradeNumber: z.string(), amountFen: z.int().positive(), at: z.coerce.date() })
const WhichRefund = z.object({ refundNumber: z.string() })

const noticeOf = ({ orderNumber, tradeNumber, amountFen, method, paidAt }: Trade) => ({
  orderNumber,
  tradeNumber,
  amountFen,
  method,
  paidAt: paidAt!,
})

const isPaid = (trade: Trade) => trade.status === 'paid' || trade.status === 'refunded'

/** What merchants may ask, each answered with plain JSON. @throws BankRefused */
export const merchantCalls = {
  /** The same order again is the same trade. */
  async charge(input: unknown) {
    const asked = NewTrade.parse(input)
    await books()
      .insert(sandboxTrades)
      .values({ ...asked, tradeNumber: `SB${asked.orderNumber}` })
      .onConflictDoNothing()
    const trade = (await found(asked.orderNumber))!
    if (trade.amountFen !== asked.amountFen) throw new BankRefused('商户订单号重复')
    return { address: `/bank/${asked.orderNumber}?token=${pageToken(asked.orderNumber)}` }
  },

  async query(input: unknown) {
    const trade = await found(Which.parse(input).orderNumber)
    if (!trade) return { state: 'unknown' }
    if (isPaid(trade)) return { state: 'paid', notice: noticeOf(trade) }
    return { state: trade.status === 'waiting' ? 'open' : 'closed' }
  },

  close(input: unknown) {
    const { orderNumber } = Which.parse(input)
    return change(orderNumber, async (trade, tx) => {
      if (!trade) return { notice: null }
      if (isPaid(trade)) return { notice: noticeOf(trade) }
      await tx.update(sandboxTrades).set({ status: 'closed' }).where(numbered(orderNumber))
      return { notice: null }
    })
  },

  refund(input: unknown) {
    const { refundNumber, tradeNumber, amountFen, at } = NewRefund.parse(input)
    return books().transaction(async (tx) => {
      const ofTrade = eq(sandboxTrades.tradeNumber, tradeNumber)
      const [trade] = await tx.select().from(sandboxTrades).where(ofTrade).for('update')
      if (!trade || !isPaid(trade)) throw new BankRefused('原交易不存在或未支付')
      const refund = { refundId: refundNumber, tradeNumber, amountFen, refundedAt: at }
      const made = await tx.insert(sandboxRefunds).values(refund).onConflictDoNothing().returning({ id: sandboxRefunds.refundId })
      if (!made.length) return refundTold(tx, refundNumber)
      const refundedFen = trade.refundedFen + amountFen
      if (refundedFen > trade.amountFen) throw new BankRefused('退款金额大于可退金额')
      await tx
        .update(sandboxTrades)
        .set({ refundedFen, status: refundedFen === trade.amountFen ? 'refunded' : 'paid' })
        .where(ofTrade)
      return { state: 'done', doneAt: at }
    })
  },

  /** All that moved on a day in China. The bank keeps 0.6 % of what is paid, and keeps it when the money goes back. */
  async bill(input: unknown) {
    const { day } = z.object({ day: z.iso.date() }).parse(input)
    const [from, until] = [dayStart(day), later(dayStart(day), days(1))]
    const [paid, back] = await Promise.all([
      books()
        .select()
        .from(sandboxTrades)
        .where(and(gte(sandboxTrades.paidAt, from), lt(sandboxTrades.paidAt, until))),
      books()
        .select()
        .from(sandboxRefunds)
        .where(and(gte(sandboxRefunds.refundedAt, from), lt(sandboxRefunds.refundedAt, until))),
    ])
    const lines = [
      ...paid.map(({ tradeNumber, orderNumber, amountFen, paidAt }) => {
        const feeFen = Math.round((amountFen * 6) / 1000)
        return { kind: 'payment' as const, tradeNumber, number: orderNumber, amountFen, feeFen, at: paidAt! }
      }),
      ...back.map(({ tradeNumber, refundId, amountFen, refundedAt }) => {
        return { kind: 'refund' as const, tradeNumber, number: refundId, amountFen, feeFen: 0, at: refundedAt }
      }),
    ]
    return { lines: lines.sort((a, b) => a.at.getTime() - b.at.getTime()) }
  },

  async 'query-refund'(input: unknown) {
    const { refundNumber } = WhichRefund.parse(input)
    return refundTold(books(), refundNumber)
  },
}

async function refundTold(from: Pick<Db, 'select'>, refundNumber: string) {
  const [refund] = await from.select().from(sandboxRefunds).where(eq(sandboxRefunds.refundId, refundNumber))
  return refund ? { state: 'done', doneAt: refund.refundedAt } : { state: 'unknown' }
}

/** @throws NotFound outside a demo, and for a wrong token */
export async function getTrade(ctx: Ctx, orderNumber: string, token: string) {
  if (env().mode !== 'demo' || !pageTokenHolds(orderNumber, token)) throw new NotFound()
  const trade = await found(orderNumber)
  if (!trade) throw new NotFound()
  return { ...trade, payable: trade.status === 'waiting' && trade.expiresAt > ctx.now }
}

/**
 * The payer says yes at the bank. The notice goes its own way: whether the payer returns does not matter.
 * @throws NotFound; Refused('bank_declined') when the tester wants the payment to fail: it can be tried again
 */
export async function payTrade(ctx: Ctx, orderNumber: string, token: string, manner: NoticeManner): Promise<void> {
  await getTrade(ctx, orderNumber, token)
  await change(orderNumber, async (trade, tx) => {
    if (trade?.status !== 'waiting' || trade.expiresAt <= ctx.now) return
    if (manner === 'fail') throw new Refused('bank_declined')
    await tx.update(sandboxTrades).set({ status: 'paid', paidAt: ctx.now }).where(numbered(orderNumber))
    if (manner === 'never') return
    const bank: Ctx = { actor: { kind: 'system' }, now: ctx.now, db: tx }
    await enqueue(bank, 'sandbox.notify', { orderNumber }, manner === 'late' ? 60 : 0)
    if (manner === 'twice') await enqueue(bank, 'sandbox.notify', { orderNumber })
  })
}

/** Sends the signed notice; an answer other than 200 makes the queue send it again later. */
export async function notifyMerchant(ctx: Ctx, orderNumber: string): Promise<void> {
  const trade = await found(orderNumber)
  if (!trade?.paidAt) return
  const body = JSON.stringify(noticeOf(trade))
  const response = await fetch(trade.notifyUrl, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...signMessage(body, ctx.now) },
  })
  if (!response.ok) throw new Error(`the merchant answered ${response.status} to the notice of order ${orderNumber}`)
}
