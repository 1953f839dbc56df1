import type { Metadata } from 'next'
import { RosterBadge } from '@/app/(group)/group/_components/roster-badge'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import { enterpriseCtx } from '@/lib/identity/session'
import { listRosters, type RosterSummary } from '@/lib/rosters/queries'
import { formatYuan } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'

export const metadata: Metadata = { title: '报名记录' }

/** 报名记录: all rosters, with how they stand. */
export default async function RostersPage() {
  const ctx = await enterpriseCtx()
  const rosters = await listRosters(ctx)
  return (
    <>
      <div className="page-title">
        <h1 className="h-page grow">报名记录</h1>
        {rosters.length > 0 && (
          <Link className="btn primary" href="/group/enroll">
            我要报名
          </Link>
        )}
      </div>
      {rosters.length ? (
        <section className="card list-table" aria-label="名单">
          <table className="data-table cards">
            <caption className="sr">集体报名的名单，最近的在前</caption>
            <thead>
              <tr>
                <th scope="col">班级</th>
                <th scope="col">状态</th>
                <th scope="col" className="right">
                  人数
                </th>
                <th scope="col" className="right">
                  金额（元）
                </th>
                <th scope="col">
                  <span className="sr">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rosters.map((roster) => (
                <Row key={roster.id} roster={roster} />
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <Empty icon="list-checks" title="暂无名单">
          <p>选择班级，上传职工名单，核对后提交。</p>
          <Link className="btn primary" href="/group/enroll">
            我要报名
          </Link>
        </Empty>
      )}
    </>
  )
}

function Row({ roster }: { roster: RosterSummary }) {
  const { status, people, ready, amountFen } = roster
  return (
    <tr>
      <td className="obj">
        <b>
          <Phrase>{roster.classTitle}</Phrase>
        </b>
        <span>
          {roster.region}，<span className="nowrap">{formatMoment(roster.submittedAt ?? roster.uploadedAt)}</span>{' '}
          {status === 'draft' ? '上传' : '提交'}
        </span>
      </td>
      <td data-l="状态">
        <RosterBadge roster={roster} />
      </td>
      <td className="n" data-l="人数">
        {status === 'draft' && ready < people ? `${ready} / ${people}` : status === 'draft' ? people : ready}
      </td>
      <td className="n" data-l="金额（元）">
        {formatYuan(amountFen)}
      </td>
      <td className="right act">
        <Next roster={roster} />
      </td>
    </tr>
  )
}

/** Where this roster goes on. */
function Next({ roster: { id, status, orderId, orderStatus, classTitle } }: { roster: RosterSummary }) {
  const about = <span className="sr">：{classTitle}</span>
  if (status === 'draft' || !orderId)
    return (
      <Link className="btn small" href={`/group/rosters/${id}`}>
        {status === 'draft' ? '核对名单' : '查看名单'}
        {about}
      </Link>
    )
  return (
    <Link className={orderStatus === 'pending' ? 'btn small primary' : 'btn small'} href={`/group/orders/${orderId}`}>
      {orderStatus === 'pending' ? '确认缴费' : '查看订单'}
      {about}
    </Link>
  )
}
