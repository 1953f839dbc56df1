import { sql } from 'drizzle-orm'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import type { JobName } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'

/** 后台任务: what the job queue does, in words of the screen. */
export const jobWords: Record<JobName, string> = {
  'orders.expire': '关闭过期订单',
  'quizzes.close': '收取逾时试卷',
  'phones.change': '新手机号到时生效',
  'payments.refund': '退款到支付渠道',
  'payments.reconcile': '取账单，对账',
  'payments.watch': '查询未完成的付款和退款',
  'invoices.issue': '开具发票',
  'sandbox.notify': '演示银行的付款通知',
  'photos.forget': '清理未保存的照片',
  'sms.send': '发送短信',
  'housekeeping.sweep': '每小时清理',
  'audit.seal': '封存操作日志',
  'audit.verify': '校验操作日志',
  'learning.look': '查找学习异常',
  'groups.tell': '通知学员班级已开通',
  'groups.remind': '发送学习提醒',
  'certificates.pack': '打印打包下载的证书',
  'certificates.unpack': '清理过期的证书包',
  'media.transcode': '转码课程视频',
  'media.resume': '继续中断的转码',
  'rosters.forget': '清理作废的名单文件',
  'uploads.forget': '清理未完成的上传',
}

export const wordsOf = (name: string) => jobWords[name as JobName] ?? name

export type FailedJob = { id: string; name: string; words: string; error: string; tries: number; createdAt: Date; failedAt: Date }

/** What the queue gave up on, newest first. pg-boss keeps its own tables; drizzle knows nothing of them. @throws NotFound without 'jobs.read' */
export async function listFailedJobs(ctx: Ctx<Staff>, most: number, offset = 0): Promise<FailedJob[]> {
  requireRight(ctx, 'jobs.read')
  const rows = await ctx.db.execute<{ id: string; name: string; error: string | null; tries: number; created: string; failed: string }>(sql`
    select id, name, coalesce(output->>'message', output->'value'->>'message') error, retry_count + 1 tries, created_on created,
      coalesce(completed_on, created_on) failed
    from pgboss.job where state = 'failed' order by completed_on desc nulls last, id limit ${most} offset ${offset}`)
  return rows.map(({ error, created, failed, ...job }) => ({
    ...job,
    words: wordsOf(job.name),
    error: (error ?? '没有说明').slice(0, 300),
    createdAt: new Date(created),
    failedAt: new Date(failed),
  }))
}

export type QueueState = {
  name: string
  words: string
  waiting: number
  active: number
  failed: number
  doneAt: Date | null
  lateSince: Date | null
}

/** How each queue stands: waiting, running, given up, and when it last did something. */
export async function listQueues(ctx: Ctx<Staff>): Promise<QueueState[]> {
  requireRight(ctx, 'jobs.read')
  const rows = await ctx.db.execute<{
    name: string
    waiting: number
    active: number
    failed: number
    done: string | null
    late: string | null
  }>(sql`
    select q.name, count(*) filter (where j.state in ('created', 'retry'))::int waiting,
      count(*) filter (where j.state = 'active')::int active, count(*) filter (where j.state = 'failed')::int failed,
      max(j.completed_on) filter (where j.state = 'completed') done,
      min(j.start_after) filter (where j.state in ('created', 'retry') and j.start_after < ${ctx.now.toISOString()}::timestamptz) late
    from pgboss.queue q left join pgboss.job j on j.name = q.name
    where q.name not like '\\_\\_%' group by q.name order by q.name`)
  return rows.map(({ done, late, ...queue }) => ({
    ...queue,
    words: wordsOf(queue.name),
    doneAt: done === null ? null : new Date(done),
    lateSince: late === null ? null : new Date(late),
  }))
}

/** 重试: the job is run once more, soon. @throws NotFound without the right, or when it is not one that failed */
export async function retryJob(ctx: Ctx<Staff>, { jobId }: { jobId: string }): Promise<void> {
  requireRight(ctx, 'jobs.retry')
  await inTransaction(ctx, async (tx) => {
    const [job] = await tx.db.execute<{ name: string }>(sql`
      update pgboss.job set state = 'retry', retry_limit = retry_limit + 1, completed_on = null, start_after = now(),
        keep_until = greatest(keep_until, now() + interval '14 days')
      where id = ${jobId} and state = 'failed' returning name`)
    if (!job) throw new NotFound()
    await record(tx, 'job.retry', jobId, { job: job.name })
  })
}
