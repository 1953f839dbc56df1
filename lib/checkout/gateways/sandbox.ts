import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { sandboxRefunds, sandboxTrades } from '@/db/schema/checkout'
import { inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import type { Gateway, PaymentNotice } from './gateway'
import { messageHolds, pageToken } from './sandbox-message'

const Notice = z.object({
  orderNumber: z.string(),
  tradeNumber: z.string(),
  amountFen: z.int().positive(),
  method: z.string(),
  paidAt: z.coerce.date(),
})

type Trade = typeof sandboxTrades.$inferSelect
const noticeOf = ({ orderNumber, tradeNumber, amountFen, method, paidAt }: Trade): PaymentNotice => ({
  orderNumber,
  tradeNumber,
  amountFen,
  method,
  paidAt: paidAt!,
})

/** The portal's side of the sandbox bank (its own side: sandbox-bank.ts). */
export const sandbox: Gateway = {
  provider: 'sandbox',
  methods: [
    { id: 'wechat', name: '微信支付', hint: '演示：到沙箱银行页面确认', icon: 'smartphone' },
    { id: 'alipay', name: '支付宝', hint: '演示：到沙箱银行页面确认', icon: 'wallet' },
    { id: 'bank', name: '银行卡（网上银行）', hint: '到银行页面付款，支持对公', icon: 'landmark' },
  ],

  async charge(ctx, { orderNumber, amountFen, subject, method, expiresAt, returnUrl }) {
    const notifyUrl = `http://127.0.0.1:${env().port}/api/payments/sandbox/notify`
    await ctx.db
      .insert(sandboxTrades)
      .values({ orderNumber, tradeNumber: `SB${orderNumber}`, subject, amountFen, method, notifyUrl, returnUrl, expiresAt })
      .onConflictDoUpdate({
        target: sandboxTrades.orderNumber,
        set: { method, expiresAt },
        setWhere: sql`${sandboxTrades.status} = 'waiting'`,
      })
    return `/bank/${orderNumber}?token=${pageToken(orderNumber)}`
  },

  readNotice(headers, body, now) {
    if (!messageHolds(headers, body, now)) return null
    const notice = Notice.safeParse(JSON.parse(body))
    return notice.success ? notice.data : null
  },

  async query(ctx, orderNumber) {
    const [trade] = await ctx.db.select().from(sandboxTrades).where(eq(sandboxTrades.orderNumber, orderNumber))
    if (!trade) return { state: 'unknown' }
    if (trade.status === 'paid' || trade.status === 'refunded') return { state: 'paid', notice: noticeOf(trade) }
    return { state: trade.status === 'waiting' ? 'open' : 'closed' }
  },

  async close(ctx, orderNumber) {
    const [trade] = await ctx.db.select().from(sandboxTrades).where(eq(sandboxTrades.orderNumber, orderNumber)).for('update')
    if (!trade) return null
    if (trade.status === 'paid') return noticeOf(trade)
    await ctx.db.update(sandboxTrades).set({ status: 'closed' }).where(eq(sandboxTrades.orderNumber, orderNumber))
    return null
  },

  async refund(ctx, { orderNumber, tradeNumber, amountFen, refundId }) {
    await inTransaction(ctx, async (tx) => {
      const paid = and(eq(sandboxTrades.tradeNumber, tradeNumber), inArray(sandboxTrades.status, ['paid', 'refunded']))
      const [trade] = await tx.db.select().from(sandboxTrades).where(paid).for('update')
      if (!trade) throw new Error(`the bank knows no payment ${tradeNumber} of order ${orderNumber}`)
      const refund = { refundId, tradeNumber, amountFen, refundedAt: tx.now }
      const made = await tx.db.insert(sandboxRefunds).values(refund).onConflictDoNothing().returning({ id: sandboxRefunds.refundId })
      if (!made.length) return
      const refundedFen = trade.refundedFen + amountFen
      if (refundedFen > trade.amountFen) throw new Error(`the bank has no ${amountFen} fen left of payment ${tradeNumber}`)
      await tx.db
        .update(sandboxTrades)
        .set({ refundedFen, status: refundedFen === trade.amountFen ? 'refunded' : 'paid' })
        .where(paid)
    })
  },
}
