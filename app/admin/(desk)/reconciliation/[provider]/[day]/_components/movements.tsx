import { Link } from '@/components/ui/link'
import { Pages } from '@/components/ui/pages'
import type { Movement } from '@/lib/reconciliation/books'
import { pageSize } from '@/lib/shared/list-query'
import { formatYuan } from '@/lib/shared/money'
import { formatClock } from '@/lib/shared/time'
import { methodNames } from '../../../../_components/money-words'

type Props = { provider: string; day: string; movements: Movement[]; page: number }

/** Where there is no bill: every payment and refund of our own books. */
export function Movements({ provider, day, movements, page }: Props) {
  if (!movements.length)
    return (
      <section className="card list-empty">
        <p className="in soft">这一天没有收款和退款。</p>
      </section>
    )
  return (
    <>
      <section className="card list-table" aria-label="本平台明细">
        <table className="data-table cards">
          <caption className="sr">本平台明细，共 {movements.length} 笔</caption>
          <thead>
            <tr>
              <th scope="col">订单</th>
              <th scope="col">时间</th>
              <th scope="col">交易号</th>
              <th scope="col" className="right">
                金额（元）
              </th>
            </tr>
          </thead>
          <tbody>
            {movements.slice((page - 1) * pageSize, page * pageSize).map((one, i) => (
              <tr key={`${one.kind}${one.tradeNumber}${i}`}>
                <td>
                  <span className="obj">
                    <Link className="link num" href={`/admin/orders/${one.orderNumber}`}>
                      {one.orderNumber}
                    </Link>
                    <span>{one.buyerName}</span>
                  </span>
                </td>
                <td data-l="时间" className="num nowrap">
                  {formatClock(one.at)}
                </td>
                <td data-l="交易号">
                  <span className="obj">
                    <span className="num break">{one.tradeNumber}</span>
                    <span>{one.kind === 'payment' ? (methodNames[one.method] ?? one.method) : '退款'}</span>
                  </span>
                </td>
                <td data-l="金额（元）" className="n">
                  {formatYuan(one.amountFen)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Pages page={page} total={movements.length} hrefOf={(n) => `/admin/reconciliation/${provider}/${day}?page=${n}`} />
    </>
  )
}
