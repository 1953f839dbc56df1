import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { type BookLine, listBookLines, monthSpan } from '@/lib/admin/daily-books'
import { staffCtx } from '@/lib/identity/session'
import { formatYuan } from '@/lib/shared/money'
import { formatDay, later } from '@/lib/shared/time'
import { providerNames } from '../../_components/money-words'
import { ReportTabs } from '../_components/report-tabs'

export const metadata: Metadata = { title: '每日对账' }

/** 每日对账: what came in and went back, day by day and by provider; each line leads to its orders. */
export default async function ReconciliationPage({ searchParams }: { searchParams: Promise<{ month?: string }> }) {
  const ctx = await staffCtx('reports.read')
  if (!ctx.actor.rights.includes('orders.read')) notFound()
  const asked = (await searchParams).month ?? ''
  const month = monthSpan(asked) ? asked : formatDay(ctx.now).slice(0, 7)
  const span = monthSpan(month)!
  const lines = await listBookLines(ctx, span)
  const total = (read: (line: BookLine) => number) => lines.reduce((sum, line) => sum + read(line), 0)
  const [before, after] = [formatDay(later(span.from, -1)).slice(0, 7), formatDay(span.until).slice(0, 7)]
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">每日对账</h1>
        <div className="acts">
          <a className="btn" href={`/admin/reports/reconciliation/books.xlsx?month=${month}`}>
            <Icon name="download" />
            导出 Excel
          </a>
        </div>
      </div>
      <ReportTabs current="books" books />
      <nav className="row wrapped month-nav" aria-label="月份">
        <Link className="btn" href={`/admin/reports/reconciliation?month=${before}`}>
          <Icon name="chevron-left" />
          上个月
        </Link>
        <b className="num">{month}</b>
        {span.until <= ctx.now && (
          <Link className="btn" href={`/admin/reports/reconciliation?month=${after}`}>
            下个月
            <Icon name="chevron-right" />
          </Link>
        )}
      </nav>
      {lines.length === 0 ? (
        <section className="card list-empty">
          <p className="in soft">这个月没有收款和退款。</p>
        </section>
      ) : (
        <section className="card list-table" aria-label="每日对账">
          <table className="data-table cards">
            <thead>
              <tr>
                <th scope="col">日期</th>
                <th scope="col">收款渠道</th>
                <th scope="col" className="right">
                  收款笔数
                </th>
                <th scope="col" className="right">
                  收款（元）
                </th>
                <th scope="col" className="right">
                  退款笔数
                </th>
                <th scope="col" className="right">
                  退款（元）
                </th>
                <th scope="col" className="right">
                  净额（元）
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.day + line.provider}>
                  <td>
                    <Link className="link num" href={`/admin/reports/reconciliation/${line.day}?provider=${line.provider}`}>
                      {line.day}
                      <span className="sr">{providerNames[line.provider] ?? line.provider}的明细</span>
                    </Link>
                  </td>
                  <td data-l="收款渠道">{providerNames[line.provider] ?? line.provider}</td>
                  <Figures line={line} />
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  合计
                </th>
                <Figures
                  line={{
                    payments: total((line) => line.payments),
                    paidFen: total((line) => line.paidFen),
                    refunds: total((line) => line.refunds),
                    refundedFen: total((line) => line.refundedFen),
                  }}
                />
              </tr>
            </tfoot>
          </table>
        </section>
      )}
    </>
  )
}

const Figures = ({ line }: { line: Omit<BookLine, 'day' | 'provider'> }) => (
  <>
    <td className="n" data-l="收款笔数">
      {line.payments}
    </td>
    <td className="n" data-l="收款（元）">
      {formatYuan(line.paidFen)}
    </td>
    <td className="n" data-l="退款笔数">
      {line.refunds}
    </td>
    <td className="n" data-l="退款（元）">
      {formatYuan(line.refundedFen)}
    </td>
    <td className="n" data-l="净额（元）">
      <b>{formatYuan(line.paidFen - line.refundedFen)}</b>
    </td>
  </>
)
