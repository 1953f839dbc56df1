import type { Metadata } from 'next'
import { Empty } from '@/components/ui/empty'
import { getFirstSteps } from '@/lib/admin/first-steps'
import { listToDo } from '@/lib/admin/to-do'
import { getFigures, getTrend, listClassProgress } from '@/lib/admin/today'
import { listWaiting } from '@/lib/admin/waiting'
import { staffCtx } from '@/lib/identity/session'
import { formatChineseDay, formatClock, formatDay, formatWeekday } from '@/lib/shared/time'
import { ClassProgress } from './_components/today/class-progress'
import { FirstSteps } from './_components/today/first-steps'
import { ToDoTable } from './_components/today/to-do-table'
import { TodayFigures } from './_components/today/today-figures'
import { Trends } from './_components/today/trends'
import { WaitingStrip } from './_components/today/waiting-strip'

export const metadata: Metadata = { title: '今日' }

type Props = { searchParams: Promise<{ days?: string }> }

/** 今日: what waits, oldest first; then how the day goes. */
export default async function TodayPage({ searchParams }: Props) {
  const ctx = await staffCtx()
  const may = (right: (typeof ctx.actor.rights)[number]) => ctx.actor.rights.includes(right)
  const daysBack = (await searchParams).days === '30' ? 30 : 7
  const [waiting, toDo, figures, trend, progress, firstSteps] = await Promise.all([
    listWaiting(ctx),
    listToDo(ctx),
    may('people.read') ? getFigures(ctx) : null,
    may('people.read') ? getTrend(ctx, daysBack) : null,
    may('programs.read') ? listClassProgress(ctx) : null,
    may('programs.edit') ? getFirstSteps(ctx) : null,
  ])
  const total = Object.values(waiting).reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">今日</h1>
        <p className="soft">
          {formatChineseDay(formatDay(ctx.now))}，{formatWeekday(ctx.now)}
        </p>
      </div>
      <div className="today">
        {firstSteps && <FirstSteps done={firstSteps} rights={ctx.actor.rights} />}
        {Object.keys(waiting).length > 0 && <WaitingStrip waiting={waiting} now={ctx.now} />}
        {toDo.length > 0 ? (
          <ToDoTable rows={toDo} total={total} now={ctx.now} rights={ctx.actor.rights} />
        ) : firstSteps ? null : (
          <Empty icon="circle-check" title={Object.keys(waiting).length ? '暂无等待处理的事项' : '没有分派给您的待办'}>
            <p className="soft">需要处理的单位审核、更正、退款和发票会出现在这里。</p>
          </Empty>
        )}
        {figures && trend && (
          <div className="today-three">
            <TodayFigures figures={figures} clock={formatClock(ctx.now)} />
            <Trends trend={trend} daysBack={daysBack} />
          </div>
        )}
        {progress && progress.classes.length > 0 && <ClassProgress {...progress} />}
      </div>
    </>
  )
}
