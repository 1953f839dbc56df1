import { Link } from '@/components/ui/link'
import { Pages } from '@/components/ui/pages'
import type { Bill } from '@/lib/reconciliation/bills'
import { listBillLines } from '@/lib/reconciliation/queries'
import type { Ctx, Staff } from '@/lib/shared/context'
import { formatYuan } from '@/lib/shared/money'
import { formatClock } from '@/lib/shared/time'

/** A bill line by line, as the gateway wrote it, each with the order it is of. */
export async function BillLines({ ctx, bill, page }: { ctx: Ctx<Staff>; bill: Bill; page: number }) {
  const rows = await listBillLines(ctx, bill, page)
  if (!bill.lines)
    return (
      <section className="card list-empty">
        <p className="in soft">账单里这一天没有收款和退款。</p>
      </section>
    )
  return (
    <>
      <section className="card list-table" aria-label="账单明细">
        <table className="data-table cards">
          <caption className="sr">账单明细，共 {bill.lines} 笔，金额单位为元</caption>
          <thead>
            <tr>
              <th scope="col">订单</th>
              <th scope="col">交易号</th>
              <th scope="col" className="right">
                金额
              </th>
              <th scope="col" className="right">
                手续费
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, orderNumber }) => (
              <tr key={line.position}>
                <td>
                  <span className="obj">
                    {orderNumber ? (
                      <Link className="link num" href={`/admin/orders/${orderNumber}`}>
                        {orderNumber}
                      </Link>
                    ) : (
                      '本平台没有'
                    )}
                    <span className="num">{formatClock(line.at)}</span>
                  </span>
                </td>
                <td data-l="交易号">
                  <span className="obj">
                    <span className="num break">{line.tradeNumber}</span>
                    <span>{line.kind === 'payment' ? '收款' : '退款'}</span>
                  </span>
                </td>
                <td data-l="金额" className="n">
                  {formatYuan(line.kind === 'payment' ? line.amountFen : -line.amountFen)}
                </td>
                <td data-l="手续费" className="n">
                  {formatYuan(line.feeFen)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Pages page={page} total={bill.lines} hrefOf={(n) => `/admin/reconciliation/${bill.provider}/${bill.day}?page=${n}`} />
    </>
  )
}
