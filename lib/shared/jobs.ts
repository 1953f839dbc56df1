import { type SQL, sql } from 'drizzle-orm'
import PgBoss from 'pg-boss'
import type { Db } from '@/db/client'
import type { Ctx } from './context'
import { log, withoutValues } from './log'

/** Work done later, once at least: every handler must bear being called twice. */
export type JobData = {
  'orders.expire': Record<string, never>
  'quizzes.close': Record<string, never>
  'phones.change': Record<string, never>
  'payments.refund': { buyerId: string; refundId: string }
  'payments.watch': Record<string, never>
  'payments.reconcile': Record<string, never>
  'invoices.issue': { buyerId: string; invoiceId: string }
  'sandbox.notify': { orderNumber: string }
  'photos.forget': { key: string }
  'rosters.forget': { enterpriseId: string; key: string }
  'groups.remind': { enterpriseId: string; sentAt: string; after: string }
  'certificates.pack': { enterpriseId: string; packId: string }
  'certificates.unpack': { enterpriseId: string; packId: string }
  'groups.tell': { buyerId: string; orderId: string; after: string }
  'sms.send': { sealed: string }
  'media.transcode': { uploadId: string }
  'media.resume': Record<string, never>
  'uploads.forget': { uploadId: string; bytes: number }
  'audit.seal': Record<string, never>
  'audit.verify': Record<string, never>
  'housekeeping.sweep': Record<string, never>
  'learning.look': Record<string, never>
}
export type JobName = keyof JobData
export type JobHandlers = { [N in JobName]: (data: JobData[N]) => Promise<void> }

const names = Object.keys({
  'orders.expire': 0,
  'quizzes.close': 0,
  'phones.change': 0,
  'payments.refund': 0,
  'payments.watch': 0,
  'payments.reconcile': 0,
  'invoices.issue': 0,
  'sandbox.notify': 0,
  'photos.forget': 0,
  'rosters.forget': 0,
  'groups.remind': 0,
  'certificates.pack': 0,
  'certificates.unpack': 0,
  'groups.tell': 0,
  'sms.send': 0,
  'media.transcode': 0,
  'media.resume': 0,
  'uploads.forget': 0,
  'audit.seal': 0,
  'audit.verify': 0,
  'housekeeping.sweep': 0,
  'learning.look': 0,
} satisfies Record<JobName, 0>) as JobName[]

/** Retries spread over about half a day, as payment gateways do. */
const retries = { retryLimit: 12, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 }

/** What has a rhythm of its own: the sweep of orders comes again by itself; a code is worth sending for a minute or two. */
const ownRetries: Partial<Record<JobName, Partial<PgBoss.Queue>>> = {
  'orders.expire': { retryLimit: 0 },
  'payments.watch': { retryLimit: 0 },
  'payments.reconcile': { retryLimit: 0, expireInSeconds: 3600 },
  'quizzes.close': { retryLimit: 0 },
  'phones.change': { retryLimit: 0 },
  'learning.look': { retryLimit: 0 },
  // Says itself what became of it; what died with its process is asked for again by media.resume.
  'media.transcode': { retryLimit: 0, expireInSeconds: 12 * 3600 },
  'media.resume': { retryLimit: 0 },
  'audit.seal': { retryLimit: 0, expireInSeconds: 3600 },
  'audit.verify': { retryLimit: 0, expireInSeconds: 6 * 3600 },
  'sms.send': { retryLimit: 5, retryDelay: 2, expireInSeconds: 30 },
}

/** Puts a job into the queue as part of the caller's transaction: rolled back with it, never sent without it. */
export async function enqueue<N extends JobName>(ctx: Ctx, name: N, data: JobData[N], afterSeconds = 0): Promise<void> {
  const sender = new PgBoss({ db: { executeSql: (text, values) => execute(ctx.db, text, values ?? []) } })
  // A moment, not a number of seconds: pg-boss casts the one parameter to several types, and only a moment bears them all.
  await sender.send(name, data, afterSeconds ? { startAfter: new Date(Date.now() + afterSeconds * 1000) } : {})
}

/** A pg-boss with a small pool of its own: its maintenance runs transactions across statements. */
async function open(url: string): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    max: 3,
    application_name: 'xueshi-jobs',
    archiveFailedAfterSeconds: 30 * 86_400, // until then they stand under 后台任务, to be tried again
  })
  boss.on('error', (error) => log().error({ err: error }, 'job queue'))
  return boss.start()
}

/** Creates the queue's tables and queues; called at start, before anything is sent. */
export async function prepareJobs(url: string): Promise<void> {
  const boss = await open(url)
  for (const name of names) await boss.createQueue(name, { ...retries, ...ownRetries[name], name })
  await boss.stop({ graceful: false, wait: true })
}

/** Works off the queue until the returned function is called. */
export async function startJobs(url: string, handlers: JobHandlers): Promise<() => Promise<void>> {
  const boss = await open(url)
  for (const name of names) {
    const handle = handlers[name] as (data: unknown) => Promise<void>
    await boss.work(name, { pollingIntervalSeconds: 0.5 }, async ([job]) => {
      try {
        if (job) await handle(job.data)
      } catch (error) {
        log().error({ err: error, job: name }, 'job failed, will be retried')
        throw withoutValues(error) // the queue keeps the message
      }
    })
  }
  await boss.schedule('orders.expire', '* * * * *')
  await boss.schedule('payments.watch', '* * * * *')
  await boss.schedule('payments.reconcile', '7 * * * *')
  await boss.schedule('quizzes.close', '* * * * *')
  await boss.schedule('phones.change', '* * * * *')
  await boss.schedule('media.resume', '* * * * *')
  await boss.schedule('audit.seal', '* * * * *')
  await boss.schedule('audit.verify', '23 19 * * *') // 3:23 in China
  await boss.schedule('housekeeping.sweep', '17 * * * *')
  await boss.schedule('learning.look', '37 * * * *')
  return () => boss.stop({ graceful: true, wait: true, timeout: 5000 })
}

/** pg-boss speaks node-postgres; our client is postgres.js behind Drizzle. */
async function execute(db: Db, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  const parts = text.split(/\$(\d+)/)
  const query: SQL[] = parts.map((part, i) => (i % 2 ? sql`${plain(values[Number(part) - 1])}` : sql.raw(part)))
  const rows = await db.execute(sql.join(query))
  return { rows: [...rows] }
}

const plain = (value: unknown) =>
  value instanceof Date
    ? value.toISOString()
    : value && typeof value === 'object' && !Array.isArray(value)
      ? JSON.stringify(value)
      : (value ?? null)
