import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { listFailedJobs, listQueues } from '@/lib/admin/jobs'
import { staffCtx } from '@/lib/identity/session'
import { formatMoment, formatWait } from '@/lib/shared/time'
import { retryJobAction } from './actions'

export const metadata: Metadata = { title: '后台任务' }

/** What the job queue gave up on, to be tried again, and how each queue stands. */
export default async function JobsPage() {
  const ctx = await staffCtx('jobs.read')
  const [failed, queues] = await Promise.all([listFailedJobs(ctx, 100), listQueues(ctx)])
  const mayRetry = ctx.actor.rights.includes('jobs.retry')
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">后台任务</h1>
        <p className="soft">失败的任务保留 30 天。每个任务失败前已自动重试过。</p>
      </div>
      <div className="today">
        {failed.length === 0 ? (
          <Empty icon="circle-check" title="暂无失败的任务">
            <p>自动重试后仍没有做成的任务会出现在这里，可以再次运行。</p>
          </Empty>
        ) : (
          <section className="card desk-table" aria-labelledby="failed">
            <div className="head">
              <h2 className="h-card" id="failed">
                失败的任务
              </h2>
            </div>
            <ul className="short-list">
              {failed.map(({ id, words, error, tries, createdAt, failedAt }) => (
                <li key={id}>
                  <span className="grow">
                    <b>{words}</b>
                    <span className="small muted">
                      <span className="num nowrap">{formatMoment(createdAt)}</span> 开始，试了 {tries} 次，
                      <span className="num nowrap">{formatMoment(failedAt)}</span> 失败
                    </span>
                    <code className="job-error">{error}</code>
                  </span>
                  {mayRetry && (
                    <ActionForm action={retryJobAction}>
                      <input type="hidden" name="jobId" value={id} />
                      <SubmitButton className="btn small">
                        <Icon name="refresh-cw" />
                        重试<span className="sr">：{words}</span>
                      </SubmitButton>
                    </ActionForm>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        <section className="card desk-table" aria-labelledby="queues">
          <div className="head">
            <h2 className="h-card" id="queues">
              各类任务
            </h2>
          </div>
          <table className="data-table cards">
            <thead>
              <tr>
                <th scope="col">任务</th>
                <th scope="col" className="right">
                  等待
                </th>
                <th scope="col" className="right">
                  进行中
                </th>
                <th scope="col" className="right">
                  失败
                </th>
                <th scope="col">最近完成</th>
                <th scope="col">状态</th>
              </tr>
            </thead>
            <tbody>
              {queues.map(({ name, words, waiting, active, failed: lost, doneAt, lateSince }) => (
                <tr key={name}>
                  <td>{words}</td>
                  <td className="n" data-l="等待">
                    {waiting}
                  </td>
                  <td className="n" data-l="进行中">
                    {active}
                  </td>
                  <td className="n" data-l="失败">
                    {lost}
                  </td>
                  <td data-l="最近完成">{doneAt ? <span className="num nowrap">{formatMoment(doneAt)}</span> : '–'}</td>
                  <td data-l="状态">
                    {lateSince && ctx.now.getTime() - lateSince.getTime() > 300_000 ? (
                      <Badge tone="wait" icon="clock">
                        积压 {formatWait(lateSince, ctx.now)}
                      </Badge>
                    ) : (
                      <Badge tone="good" icon="check">
                        正常
                      </Badge>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </>
  )
}
