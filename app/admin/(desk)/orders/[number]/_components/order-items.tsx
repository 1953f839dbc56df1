import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Pages } from '@/components/ui/pages'
import type { listOrderItemsForDesk } from '@/lib/checkout/desk-orders'
import { pageSize } from '@/lib/shared/list-query'
import { formatYuan } from '@/lib/shared/money'
import { formatDay } from '@/lib/shared/time'

type Props = { items: Awaited<ReturnType<typeof listOrderItemsForDesk>>; number: string; page: number; maySeePeople: boolean }

const states = {
  reserved: <Badge tone="wait">待开通</Badge>,
  active: <Badge tone="info">学习中</Badge>,
  passed: (
    <Badge tone="good" icon="check">
      合格
    </Badge>
  ),
  released: <Badge tone="plain">已释放</Badge>,
  withdrawn: <Badge tone="plain">已退班</Badge>,
}

/** Whom and what an order is for, page by page. */
export function OrderItems({ items: { rows, total }, number, page, maySeePeople }: Props) {
  return (
    <>
      <table className="data-table cards">
        <thead>
          <tr>
            <th scope="col">学员</th>
            <th scope="col">内容</th>
            <th scope="col" className="right">
              金额（元）
            </th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((item) => (
            <tr key={item.id}>
              <td>
                {maySeePeople ? (
                  <Link className="link" href={`/admin/people/${item.traineeId}`}>
                    {item.person}
                  </Link>
                ) : (
                  item.person
                )}
              </td>
              <td data-l="内容">
                <span className="obj">
                  {item.title}
                  {item.title !== item.className && <span>{item.className}</span>}
                </span>
              </td>
              <td className="n" data-l="金额（元）">
                {formatYuan(item.amountFen)}
              </td>
              <td data-l="状态">
                {item.endedAt ? (
                  <Badge tone="plain">
                    <span className="num nowrap">{formatDay(item.endedAt)}</span> 已退
                  </Badge>
                ) : (
                  states[item.enrollmentStatus]
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > pageSize && (
        <div className="in">
          <Pages page={page} total={total} hrefOf={(n) => `/admin/orders/${number}?page=${n}#items`} />
        </div>
      )}
    </>
  )
}
