import { Badge } from '@/components/ui/badge'
import type { listRostersOf } from '@/lib/rosters/enterprise-rosters'
import { formatMoment } from '@/lib/shared/time'

type Roster = Awaited<ReturnType<typeof listRostersOf>>[number]

/** The rosters of an enterprise and how each stands. */
export function EnterpriseRosters({ rosters }: { rosters: Roster[] }) {
  return (
    <section className="card" aria-labelledby="rosters-title">
      <div className="head">
        <h2 className="h-card" id="rosters-title">
          集体报名
        </h2>
      </div>
      {rosters.length ? (
        <table className="data-table cards" aria-labelledby="rosters-title">
          <thead>
            <tr>
              <th scope="col">班级</th>
              <th scope="col" className="right">
                人数
              </th>
              <th scope="col">上传时间</th>
              <th scope="col">状态</th>
            </tr>
          </thead>
          <tbody>
            {rosters.map((roster) => (
              <tr key={roster.id}>
                <td>{roster.trainingClass}</td>
                <td className="n" data-l="人数">
                  {roster.people}
                </td>
                <td className="num nowrap" data-l="上传时间">
                  {formatMoment(roster.uploadedAt)}
                </td>
                <td data-l="状态">{stateOf(roster)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="card-empty">还没有上传过名单。</p>
      )}
    </section>
  )
}

function stateOf({ status, people, ready, orderStatus }: Roster) {
  if (status === 'withdrawn') return <Badge tone="plain">已撤回</Badge>
  if (status === 'draft') return people > ready ? <Badge tone="bad">需要修改</Badge> : <Badge tone="info">核对中</Badge>
  return orderStatus === 'paid' ? <Badge tone="good">已缴费</Badge> : <Badge tone="wait">待缴费</Badge>
}
