import { lt } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { attemptLimits, demoMessages, usedTokens } from '@/db/schema/identity'
import { expireOrders } from './checkout/end-order'
import { notifyMerchant } from './checkout/gateways/sandbox-bank'
import { makeRefund } from './checkout/make-refund'
import { issueInvoice } from './invoices/issue-invoice'
import type { Ctx } from './shared/context'
import type { JobHandlers } from './shared/jobs'
import { days, later } from './shared/time'

/** What the queue calls, each with a context of its own. */
export function jobHandlers(db: Db): JobHandlers {
  const ctx = (): Ctx => ({ actor: { kind: 'system' }, now: new Date(), db })
  return {
    'orders.expire': async () => void (await expireOrders(ctx())),
    'payments.refund': (data) => makeRefund(ctx(), data),
    'invoices.issue': (data) => issueInvoice(ctx(), data),
    'sandbox.notify': ({ orderNumber }) => notifyMerchant(ctx(), orderNumber),
    'housekeeping.sweep': () => sweep(ctx()),
  }
}

/** What has served its time. The audit log and SMS records stay. */
async function sweep(ctx: Ctx): Promise<void> {
  await ctx.db.delete(usedTokens).where(lt(usedTokens.expiresAt, ctx.now))
  await ctx.db.delete(attemptLimits).where(lt(attemptLimits.resetsAt, ctx.now))
  await ctx.db.delete(demoMessages).where(lt(demoMessages.sentAt, later(ctx.now, -days(1))))
}
