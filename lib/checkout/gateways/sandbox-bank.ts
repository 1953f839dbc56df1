import { eq } from 'drizzle-orm'
import { sandboxTrades } from '@/db/schema/checkout'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { enqueue } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { pageTokenHolds, signMessage } from './sandbox-message'

/** What a tester may ask the bank to do with its notice. */
export type NoticeManner = 'once' | 'twice' | 'late' | 'never' | 'fail'

/** @throws NotFound outside a demo, and for a wrong token */
export async function getTrade(ctx: Ctx, orderNumber: string, token: string) {
  if (env().mode !== 'demo' || !pageTokenHolds(orderNumber, token)) throw new NotFound()
  const [trade] = await ctx.db.select().from(sandboxTrades).where(eq(sandboxTrades.orderNumber, orderNumber))
  if (!trade) throw new NotFound()
  return { ...trade, payable: trade.status === 'waiting' && trade.expiresAt > ctx.now }
}

/**
 * The payer says yes at the bank. The notice goes its own way: whether the payer returns does not matter.
 * @throws NotFound; Refused('bank_declined') when the tester wants the payment to fail: it can be tried again
 */
export async function payTrade(ctx: Ctx, orderNumber: string, token: string, manner: NoticeManner): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx.db.select({ n: sandboxTrades.orderNumber }).from(sandboxTrades).where(eq(sandboxTrades.orderNumber, orderNumber)).for('update')
    const trade = await getTrade(tx, orderNumber, token)
    if (!trade.payable) return
    if (manner === 'fail') throw new Refused('bank_declined')
    await tx.db.update(sandboxTrades).set({ status: 'paid', paidAt: tx.now }).where(eq(sandboxTrades.orderNumber, orderNumber))
    if (manner === 'never') return
    await enqueue(tx, 'sandbox.notify', { orderNumber }, manner === 'late' ? 60 : 0)
    if (manner === 'twice') await enqueue(tx, 'sandbox.notify', { orderNumber })
  })
}

/** Sends the signed notice; an answer other than 200 makes the queue send it again later. */
export async function notifyMerchant(ctx: Ctx, orderNumber: string): Promise<void> {
  const [trade] = await ctx.db.select().from(sandboxTrades).where(eq(sandboxTrades.orderNumber, orderNumber))
  if (!trade?.paidAt) return
  const { tradeNumber, amountFen, method, paidAt } = trade
  const body = JSON.stringify({ orderNumber, tradeNumber, amountFen, method, paidAt })
  const response = await fetch(trade.notifyUrl, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...signMessage(body, ctx.now) },
  })
  if (!response.ok) throw new Error(`the merchant answered ${response.status} to the notice of order ${orderNumber}`)
}
