import type { Metadata } from 'next'
import { Icon } from '@/components/ui/icon'
import { Pages } from '@/components/ui/pages'
import { getReport, listReportFilters } from '@/lib/admin/reports'
import { staffCtx } from '@/lib/identity/session'
import { pageSize, type SearchParams } from '@/lib/shared/list-query'
import { Section } from '../_components/section'
import { GroupChart } from './_components/group-chart'
import { ReportSearch } from './_components/report-search'
import { ReportTable, reportColumns } from './_components/report-table'
import { readReportQuery, reportHref } from './query'

export const metadata: Metadata = { title: '统计报表' }

/** 统计报表: people, hours and money by one dimension; for region managers those of their regions. */
export default async function ReportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('reports.read')
  const query = readReportQuery(await searchParams)
  const { by } = query
  const [{ rows, total }, choices] = await Promise.all([getReport(ctx, by, query.filters), listReportFilters(ctx)])
  const shown = rows.slice((query.page - 1) * pageSize, query.page * pageSize)
  const ordered = by === 'month' || by === 'quarter'
  const drawn = ordered ? rows.slice(-12) : rows.slice(0, 12)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">统计报表</h1>
        <div className="acts">
          <a className="btn" href={reportHref('/admin/reports/report.xlsx', query)}>
            <Icon name="download" />
            导出 Excel
          </a>
        </div>
      </div>
      <ReportSearch query={query} choices={choices} now={ctx.now} />
      <dl className="report-total">
        {reportColumns.map(([title, cell]) => (
          <div key={title} className="card">
            <dt>{title}</dt>
            <dd className="num">{cell(total)}</dd>
          </div>
        ))}
      </dl>
      {rows.length === 0 ? (
        <section className="card list-empty">
          <p className="in soft">这个范围内没有报名、合格和款项。请换个条件再看。</p>
        </section>
      ) : (
        <div className="stack-2">
          {by !== 'person' && (
            <div className="report-charts">
              <Section title="人次">
                <GroupChart
                  label="各组人次"
                  unit="人次"
                  series={[
                    { key: 'enrolled', name: '报名', colour: 'var(--color-primary-mid)' },
                    { key: 'passed', name: '合格', colour: 'var(--color-primary)' },
                  ]}
                  points={drawn.map(({ name, enrolled, passed }) => ({ name, enrolled, passed }))}
                />
              </Section>
              <Section title="款项">
                <GroupChart
                  label="各组款项"
                  unit="元"
                  series={[
                    { key: 'received', name: '收款', colour: 'var(--color-primary)' },
                    { key: 'refunded', name: '退款', colour: 'var(--color-ochre)' },
                  ]}
                  points={drawn.map(({ name, receivedFen, refundedFen }) => ({
                    name,
                    received: receivedFen / 100,
                    refunded: refundedFen / 100,
                  }))}
                />
              </Section>
            </div>
          )}
          <ReportTable by={by} rows={shown} total={rows.length} />
          <Pages page={query.page} total={rows.length} hrefOf={(page) => reportHref('/admin/reports', query, page)} />
          <p className="small muted">
            报名为已开通的人次（学习中与合格）；收款为已支付订单的金额，退款为其中已退回的。各项按发生的时间统计：报名按开通、合格和学时按合格、款项按支付和退回，因此一个时段里的退款可能属于更早的收款。重复付款和原路退回不在此表，见对账。
          </p>
        </div>
      )}
    </>
  )
}
