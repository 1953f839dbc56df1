import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import type { ToDo } from '@/lib/admin/to-do'
import { formatYuan } from '@/lib/shared/money'
import type { StaffRight } from '@/lib/shared/rights'
import { formatWait } from '@/lib/shared/time'
import { waitingWords } from './waiting-words'

/** 待办事项: the oldest of all kinds. */
export function ToDoTable({ rows, total, now, rights }: { rows: ToDo[]; total: number; now: Date; rights: readonly StaffRight[] }) {
  return (
    <section className="card desk-table" aria-labelledby="to-do">
      <div className="head">
        <h2 className="h-card grow" id="to-do">
          待办事项
        </h2>
        <p className="soft">
          共 <span className="num">{total}</span> 项{total > rows.length && '，先列出等得最久的'}
        </p>
      </div>
      <table className="data-table cards">
        <thead>
          <tr>
            <th scope="col">类型</th>
            <th scope="col">事项</th>
            <th scope="col">行政区划</th>
            <th scope="col" className="right">
              金额（元）
            </th>
            <th scope="col">已等待</th>
            <th scope="col">
              <span className="sr">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, key, title, detail, region, amountFen, since, href }) => {
            const { badge, icon, tone, act, right } = waitingWords[kind]
            return (
              <tr key={key}>
                <td>
                  <Badge tone={tone} icon={icon}>
                    {badge}
                  </Badge>
                </td>
                <td className="obj">
                  <b>{title}</b>
                  <span>{detail}</span>
                </td>
                <td data-l="行政区划">{region ?? '–'}</td>
                <td data-l="金额（元）" className="n">
                  {amountFen === null ? '–' : formatYuan(amountFen)}
                </td>
                <td data-l="已等待" className="nowrap">
                  {formatWait(since, now)}
                </td>
                <td className="right act">
                  <Link className="btn small" href={href}>
                    {rights.includes(right) ? act : '查看'}
                    <span className="sr">：{title}</span>
                  </Link>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
