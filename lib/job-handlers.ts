import { and, eq, like, lt } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { attemptLimits, demoMessages, smsCodes, usedTokens } from '@/db/schema/identity'
import { invoices } from '@/db/schema/invoices'
import { refunds } from '@/db/schema/payments'
import { checkLog } from './audit/check-log'
import { sealAudit } from './audit/seal'
import { forgetOldUploads, forgetPieces } from './catalog/lessons/end-upload'
import { resumeTranscoding, transcodeUpload } from './catalog/lessons/transcode'
import { expireOrders } from './checkout/end-order'
import { makeRefund, watchRefunds } from './checkout/make-refund'
import { tellOpened } from './checkout/tell-opened'
import { watchCharges } from './checkout/watch-charges'
import { forgetOldDrafts } from './identity/drafts'
import { putDueInForce } from './identity/phone-change/in-force'
import { sendMessage } from './identity/send-message'
import { forgetEndedSessions } from './identity/sessions'
import { nobody } from './identity/sms'
import { forgetOldMessages } from './identity/sms-log'
import { issueInvoice } from './invoices/issue-invoice'
import { findOddities } from './learning/find-oddities'
import { closeLatePapers } from './quiz/close-late-papers'
import { reconcileDue } from './reconciliation/reconcile-day'
import { forgetOldPacks, forgetPack, packCertificates } from './rosters/pack-certificates'
import { sendReminders } from './rosters/remind'
import { forgetUpload } from './rosters/uploaded-file'
import { notifyMerchant } from './sandbox-bank/trades'
import type { Ctx } from './shared/context'
import { enqueue, type JobHandlers } from './shared/jobs'
import { storage } from './shared/storage'
import { days, hours, later } from './shared/time'

/** What the queue calls, each with a context of its own. */
export function jobHandlers(db: Db): JobHandlers {
  const ctx = (): Ctx => ({ actor: { kind: 'system' }, now: new Date(), db })
  return {
    'orders.expire': async () => void (await expireOrders(ctx())),
    'quizzes.close': async () => void (await closeLatePapers(ctx())),
    'phones.change': async () => void (await putDueInForce(ctx())),
    'payments.refund': (data) => makeRefund(ctx(), data),
    'payments.watch': () => watchPayments(ctx()),
    'payments.reconcile': () => reconcileDue(ctx()),
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
    'audit.verify': () => checkLog(ctx()),
    'audit.seal': async () => void (await sealAudit(ctx())),
    'housekeeping.sweep': () => sweep(ctx()),
    'learning.look': () => findOddities(ctx()),
  }
}

async function watchPayments(ctx: Ctx): Promise<void> {
  await watchCharges(ctx)
  await watchRefunds(ctx)
}

/** What has served its time goes; what the queue gave up on is asked for again. The audit log stays. */
async function sweep(ctx: Ctx): Promise<void> {
  await askAgain(ctx)
  await forgetOldDrafts(ctx)
  await forgetOldPacks(ctx)
  await forgetOldUploads(ctx)
  await forgetEndedSessions(ctx)
  await forgetOldMessages(ctx)
  await ctx.db.delete(usedTokens).where(lt(usedTokens.expiresAt, ctx.now))
  await ctx.db.delete(attemptLimits).where(lt(attemptLimits.resetsAt, ctx.now))
  await ctx.db.delete(smsCodes).where(and(like(smsCodes.recipient, nobody('%')), lt(smsCodes.sentAt, later(ctx.now, -days(2)))))
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
