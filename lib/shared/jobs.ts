import { type SQL, sql } from 'drizzle-orm'
import PgBoss from 'pg-boss'
import type { Db } from '@/db/client'
import type { Ctx } from './context'
import { log } from './log'

/** Work done later, once at least: every handler must bear being called twice. */
export type JobData = {
  'orders.expire': Record<string, never>
  'payments.refund': { traineeId: string; refundId: string }
  'invoices.issue': { traineeId: string; invoiceId: string }
  'sandbox.notify': { orderNumber: string }
  'housekeeping.sweep': Record<string, never>
}
export type JobName = keyof JobData
export type JobHandlers = { [N in JobName]: (data: JobData[N]) => Promise<void> }

const names = Object.keys({
  'orders.expire': 0,
  'payments.refund': 0,
  'invoices.issue': 0,
  'sandbox.notify': 0,
  'housekeeping.sweep': 0,
} satisfies Record<JobName, 0>) as JobName[]

/** Retries spread over about half a day, as payment gateways do. */
const retries: PgBoss.Queue = { name: '', retryLimit: 12, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 }

const boss = (db: Db) => new PgBoss({ db: { executeSql: (text, values) => execute(db, text, values ?? []) } })

/** Puts a job into the queue as part of the caller's transaction: rolled back with it, never sent without it. */
export async function enqueue<N extends JobName>(ctx: Ctx, name: N, data: JobData[N], afterSeconds = 0): Promise<void> {
  await boss(ctx.db).send(name, data, { startAfter: afterSeconds })
}

/** Creates the queue's tables and queues; called once at start, by one process. */
export async function prepareJobs(db: Db): Promise<void> {
  const queue = boss(db)
  queue.on('error', (error) => log().error({ err: error }, 'job queue'))
  await queue.start()
  for (const name of names) await queue.createQueue(name, { ...retries, name })
  await queue.stop({ graceful: false, wait: false })
}

/** Works off the queue until the returned function is called. */
export async function startJobs(db: Db, handlers: JobHandlers): Promise<() => Promise<void>> {
  const queue = boss(db)
  queue.on('error', (error) => log().error({ err: error }, 'job queue'))
  await queue.start()
  for (const name of names) {
    const handle = handlers[name] as (data: unknown) => Promise<void>
    await queue.work(name, { pollingIntervalSeconds: 0.5 }, async ([job]) => {
      try {
        if (job) await handle(job.data)
      } catch (error) {
        log().error({ err: error, job: name }, 'job failed, will be retried')
        throw error
      }
    })
  }
  await queue.schedule('orders.expire', '* * * * *')
  await queue.schedule('housekeeping.sweep', '17 3 * * *', {}, { tz: 'Asia/Shanghai' })
  return () => queue.stop({ graceful: true, wait: true, timeout: 5000 })
}

/** pg-boss speaks node-postgres; our client is postgres.js behind Drizzle. */
async function execute(db: Db, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  const parts = text.split(/\$(\d+)/)
  const query: SQL[] = parts.map((part, i) => (i % 2 ? sql`${plain(values[Number(part) - 1])}` : sql.raw(part)))
  const rows = await db.execute(sql.join(query))
  return { rows: [...rows] }
}

const plain = (value: unknown) =>
  value instanceof Date ? value.toISOString() : value && typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : (value ?? null)
