import { and, eq, like, lt } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { refunds } from '@/db/schema/checkout'
import { attemptLimits, demoMessages, smsCodes, usedTokens } from '@/db/schema/identity'
import { invoices } from '@/db/schema/invoices'
import { forgetOldUploads, forgetPieces } from './catalog/lessons/end-upload'
import { resumeTranscoding, transcodeUpload } from './catalog/lessons/transcode'
import { expireOrders } from './checkout/end-order'
import { notifyMerchant } from './checkout/gateways/sandbox-bank'
import { makeRefund } from './checkout/make-refund'
import { tellOpened } from './checkout/tell-opened'
import { forgetOldDrafts } from './identity/drafts'
import { sendMessage } from './identity/send-message'
import { nobody } from './identity/sms'
import { issueInvoice } from './invoices/issue-invoice'
import { forgetOldPacks, forgetPack, packCertificates } from './rosters/pack-certificates'
import { sendReminders } from './rosters/remind'
import { forgetUpload } from './rosters/uploaded-file'
import type { Ctx } from './shared/context'
import { enqueue, type JobHandlers } from './shared/jobs'
import { storage } from './shared/storage'
import { days, hours, later } from './shared/time'

/** What the queue calls, each with a context of its own. */
export function jobHandlers(db: Db): JobHandlers {
  const ctx = (): Ctx => ({ actor: { kind: 'system' }, now: new Date(), db })
  return {
    'orders.expire': async () => void (await expireOrders(ctx())),
    'payments.refund': (data) => makeRefund(ctx(), data),
    'invoices.issue': (data) => issueInvoice(ctx(), data),
    'sandbox.notify': ({ orderNumber }) => notifyMerchant(ctx(), orderNumber),
    'photos.forget': ({ key }) => storage().remove(key),
    'rosters.forget': (data) => forgetUpload(ctx(), data),
    'groups.remind': (data) => sendReminders(ctx(), data),
    'certificates.pack': (data) => packCertificates(ctx(), data),
    'certificates.unpack': (data) => forgetPack(ctx(), data),
    'groups.tell': (data) => tellOpened(ctx(), data),
    'sms.send': (data) => sendMessage(ctx(), data),
    'media.transcode': (data) => transcodeUpload(ctx(), data),
    'media.resume': () => resumeTranscoding(ctx()),
    'uploads.forget': ({ uploadId, bytes }) => forgetPieces(uploadId, bytes),
    'housekeeping.sweep': () => sweep(ctx()),
  }
}

/** What has served its time goes; what the queue gave up on is asked for again. The audit log and SMS records stay. */
async function sweep(ctx: Ctx): Promise<void> {
  await askAgain(ctx)
  await forgetOldDrafts(ctx)
  await forgetOldPacks(ctx)
  await forgetOldUploads(ctx)
  await ctx.db.delete(usedTokens).where(lt(usedTokens.expiresAt, ctx.now))
  await ctx.db.delete(attemptLimits).where(lt(attemptLimits.resetsAt, ctx.now))
  await ctx.db.delete(smsCodes).where(and(like(smsCodes.phone, nobody('%')), lt(smsCodes.sentAt, later(ctx.now, -days(2)))))
  await ctx.db.delete(demoMessages).where(lt(demoMessages.sentAt, later(ctx.now, -days(1))))
}

/** Money that is owed and invoices that are wanted must outlast any outage of a gateway or issuer. */
async function askAgain(ctx: Ctx): Promise<void> {
  const since = later(ctx.now, -hours(6))
  const owed = await ctx.db
    .select({ buyerId: refunds.buyerId, refundId: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.status, 'requested'), lt(refunds.requestedAt, since)))
  for (const refund of owed) await enqueue(ctx, 'payments.refund', refund)
  const wanted = await ctx.db
    .select({ buyerId: invoices.buyerId, invoiceId: invoices.id })
    .from(invoices)
    .where(and(eq(invoices.status, 'requested'), lt(invoices.requestedAt, since)))
  for (const invoice of wanted) await enqueue(ctx, 'invoices.issue', invoice)
}
