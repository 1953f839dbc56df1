import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { listClassProgress } from '@/lib/admin/today'

type Props = Awaited<ReturnType<typeof listClassProgress>>

/** The year's classes: how full they are, and how many have passed. */
export function ClassProgress({ year, classes }: Props) {
  return (
    <section className="card desk-table" aria-labelledby="class-progress">
      <div className="head">
        <h2 className="h-card grow" id="class-progress">
          <span className="num">{year}</span> 年度班级进度
        </h2>
        <Link className="link tap" href="/admin/programs">
          全部班级
        </Link>
      </div>
      <table className="data-table cards">
        <thead>
          <tr>
            <th scope="col">班级</th>
            <th scope="col">行政区划</th>
            <th scope="col" className="right">
              在班 / 名额
            </th>
            <th scope="col">合格率</th>
            <th scope="col" className="right">
              合格人数
            </th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ id, programId, title, region, taken, seats, passed }) => {
            const percent = taken ? Math.round((passed / taken) * 1000) / 10 : 0
            return (
              <tr key={id}>
                <td>
                  <Link className="link bold" href={`/admin/programs/${programId}`}>
                    {title}
                  </Link>{' '}
                  {seats !== null && taken >= seats && <Badge tone="plain">满员</Badge>}
                </td>
                <td data-l="行政区划">{region}</td>
                <td data-l="在班 / 名额" className="n">
                  {taken} / {seats ?? '不限'}
                </td>
                <td data-l="合格率">
                  <span className="pass-rate">
                    <ProgressBar label={`合格率：${title}`} percent={percent} />
                    <span className="num">{percent}%</span>
                  </span>
                </td>
                <td data-l="合格人数" className="n">
                  {passed}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
