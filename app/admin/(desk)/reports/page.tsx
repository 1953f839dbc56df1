import type { Metadata } from 'next'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Pages } from '@/components/ui/pages'
import { dimensions, getReport, listReportFilters, type ReportRow } from '@/lib/admin/reports'
import { staffCtx } from '@/lib/identity/session'
import { pageSize, type SearchParams } from '@/lib/shared/list-query'
import { formatYuan } from '@/lib/shared/money'
import { Section } from '../_components/section'
import { GroupChart } from './_components/group-chart'
import { ReportTabs } from './_components/report-tabs'
import { readReportQuery, reportHref } from './query'

export const metadata: Metadata = { title: '统计报表' }

const count = (n: number) => n.toLocaleString('en-US')

const columns: [title: string, cell: (row: ReportRow) => string][] = [
  ['报名（人次）', (row) => count(row.enrolled)],
  ['学习中', (row) => count(row.learning)],
  ['合格', (row) => count(row.passed)],
  ['获得学时', (row) => count(row.hours)],
  ['收款（元）', (row) => formatYuan(row.receivedFen)],
  ['退款（元）', (row) => formatYuan(row.refundedFen)],
  ['净额（元）', (row) => formatYuan(row.receivedFen - row.refundedFen)],
]

/** 统计报表: people, hours and money by one dimension; for region managers those of their regions. */
export default async function ReportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('reports.read')
  const query = readReportQuery(await searchParams)
  const [{ rows, total }, choices] = await Promise.all([getReport(ctx, query.by, query.filters), listReportFilters(ctx)])
  const shown = rows.slice((query.page - 1) * pageSize, query.page * pageSize)
  const top = rows.slice(0, 12)
  const selects = [
    {
      name: 'year',
      label: '年度',
      all: '全部年度',
      options: choices.years.map((year) => ({ value: String(year), label: `${year} 年度` })),
    },
    {
      name: 'region',
      label: '行政区划',
      all: '全部行政区划',
      options: choices.regions.map(({ code, name }) => ({ value: code, label: name })),
    },
    {
      name: 'category',
      label: '培训类别',
      all: '全部类别',
      options: choices.categories.map(({ id, name }) => ({ value: id, label: name })),
    },
  ] as const
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
      <ReportTabs current="report" books={ctx.actor.rights.includes('orders.read')} />
      <nav className="chips report-by" aria-label="统计口径">
        {Object.entries(dimensions).map(([by, name]) => (
          <Link
            key={by}
            className="chip"
            href={reportHref('/admin/reports', { ...query, by: by as typeof query.by })}
            aria-current={by === query.by ? 'true' : undefined}
          >
            按{name}
          </Link>
        ))}
      </nav>
      <search className="list-search">
        <form action="/admin/reports">
          <input type="hidden" name="by" value={query.by} />
          {selects.map(({ name, label, all, options }) => (
            <select key={name} className="input" name={name} defaultValue={query.filters[name]} aria-label={label}>
              <option value="">{all}</option>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          ))}
          <button className="btn" type="submit">
            统计
          </button>
        </form>
      </search>
      <dl className="report-total">
        {columns.map(([title, cell]) => (
          <div key={title} className="card">
            <dt>{title}</dt>
            <dd className="num">{cell(total)}</dd>
          </div>
        ))}
      </dl>
      {rows.length === 0 ? (
        <section className="card list-empty">
          <p className="in soft">这个范围内还没有报名。请换个条件再看。</p>
        </section>
      ) : (
        <div className="stack-2">
          <div className="report-charts">
            <Section title="人次">
              <GroupChart
                label="各组人次"
                unit="人次"
                series={[
                  { key: 'enrolled', name: '报名', colour: 'var(--color-primary-mid)' },
                  { key: 'passed', name: '合格', colour: 'var(--color-primary)' },
                ]}
                points={top.map(({ name, enrolled, passed }) => ({ name, enrolled, passed }))}
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
                points={top.map(({ name, receivedFen, refundedFen }) => ({
                  name,
                  received: receivedFen / 100,
                  refunded: refundedFen / 100,
                }))}
              />
            </Section>
          </div>
          <section className="card list-table" aria-label="明细">
            <table className="data-table cards">
              <caption className="sr">
                按{dimensions[query.by]}，共 {rows.length} 组
              </caption>
              <thead>
                <tr>
                  <th scope="col">{dimensions[query.by]}</th>
                  {columns.map(([title]) => (
                    <th key={title} scope="col" className="right">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <tr key={row.key}>
                    <td>{row.name}</td>
                    {columns.map(([title, cell]) => (
                      <td key={title} className="n" data-l={title}>
                        {cell(row)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <Pages page={query.page} total={rows.length} hrefOf={(page) => reportHref('/admin/reports', query, page)} />
          <p className="small muted">
            报名为已开通的人次（学习中与合格）；收款为已支付订单的金额，退款为其中已退回的。重复付款和原路退回不在此表，见每日对账。
          </p>
        </div>
      )}
    </>
  )
}
