import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Badge } from '@/components/ui/badge'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Pages } from '@/components/ui/pages'
import { daySpan, listMovements } from '@/lib/admin/daily-books'
import { staffCtx } from '@/lib/identity/session'
import { pageSize, readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatMoney, formatYuan } from '@/lib/shared/money'
import { formatClock } from '@/lib/shared/time'
import { methodNames, providerNames } from '../../../_components/money-words'

export const metadata: Metadata = { title: '对账明细' }

type Props = { params: Promise<{ day: string }>; searchParams: Promise<SearchParams> }

/** One day by one provider: every payment and refund with its order. */
export default async function DayPage({ params, searchParams }: Props) {
  const ctx = await staffCtx('reports.read')
  const { day } = await params
  const span = daySpan(day)
  if (!span || !ctx.actor.rights.includes('orders.read')) notFound()
  const { page, filters } = readListQuery(await searchParams, { filters: ['provider'], sorts: [] })
  const { provider } = filters
  const movements = await listMovements(ctx, span, provider)
  const net = movements.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return (
    <>
      <Crumb above={[[`/admin/reports/reconciliation?month=${day.slice(0, 7)}`, '每日对账']]} here={day} />
      <div className="desk-head">
        <h1 className="h-page">
          <span className="num">{day}</span> {provider ? (providerNames[provider] ?? provider) : '全部渠道'}
        </h1>
        <p className="muted">
          共 <span className="num">{movements.length}</span> 笔，净额 <b className="num">{formatMoney(net)}</b>
        </p>
        <div className="acts">
          <a className="btn" href={`/admin/reports/reconciliation/books.xlsx?day=${day}`}>
            <Icon name="download" />
            导出 Excel
          </a>
        </div>
      </div>
      {movements.length === 0 ? (
        <section className="card list-empty">
          <p className="in soft">这一天没有收款和退款。</p>
        </section>
      ) : (
        <section className="card list-table" aria-label="明细">
          <table className="data-table cards">
            <thead>
              <tr>
                <th scope="col">订单</th>
                <th scope="col">时间</th>
                <th scope="col">类型</th>
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
                  <td data-l="时间" className="num">
                    {formatClock(one.at)}
                  </td>
                  <td data-l="类型">
                    {one.kind === 'payment' ? (
                      <span className="nowrap">{methodNames[one.method] ?? one.method}</span>
                    ) : (
                      <Badge tone="plain">退款</Badge>
                    )}
                  </td>
                  <td data-l="交易号" className="num">
                    {one.tradeNumber}
                  </td>
                  <td data-l="金额（元）" className="n">
                    {formatYuan(one.amountFen)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Pages
        page={page}
        total={movements.length}
        hrefOf={(n) => `/admin/reports/reconciliation/${day}?${new URLSearchParams({ ...(provider && { provider }), page: String(n) })}`}
      />
    </>
  )
}
