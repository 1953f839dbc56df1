import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { type Dimension, dimensions } from '@/lib/admin/report-dimensions'
import type { listReportFilters } from '@/lib/admin/reports'
import { type readReportQuery, reportHref, usualSpans } from '../query'

type Query = ReturnType<typeof readReportQuery>
type Props = { query: Query; choices: Awaited<ReturnType<typeof listReportFilters>>; now: Date }

const path = '/admin/reports'

/** By what it is counted, of which programmes and regions, and in which days. */
export function ReportSearch({ query, choices, now }: Props) {
  const { filters } = query
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
  const spans = [{ label: '全部时间', from: '', until: '' }, ...usualSpans(now)]
  return (
    <>
      <nav className="chips report-by" aria-label="统计口径">
        {Object.entries(dimensions).map(([by, name]) => (
          <Link
            key={by}
            className="chip"
            href={reportHref(path, { ...query, by: by as Dimension })}
            aria-current={by === query.by ? 'true' : undefined}
          >
            按{name}
          </Link>
        ))}
      </nav>
      <nav className="chips report-by" aria-label="统计时间">
        {spans.map(({ label, from, until }) => (
          <Link
            key={label}
            className="chip"
            href={reportHref(path, { ...query, filters: { ...filters, from, until } })}
            aria-current={from === filters.from && until === filters.until ? 'true' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <search className="list-search">
        <form action={path}>
          <input type="hidden" name="by" value={query.by} />
          {selects.map(({ name, label, all, options }) => (
            <select key={name} className="input" name={name} defaultValue={filters[name]} aria-label={label}>
              <option value="">{all}</option>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          ))}
          {(['from', 'until'] as const).map((name) => (
            <input
              key={`${name} ${filters[name]}`}
              className="input num day"
              name={name}
              defaultValue={filters[name]}
              placeholder={name === 'from' ? '从 2026-06-01' : '至 2026-06-30'}
              inputMode="numeric"
              maxLength={10}
              aria-label={name === 'from' ? '开始日期，例如 2026-06-01' : '结束日期（含当天），例如 2026-06-30'}
            />
          ))}
          <button className="btn" type="submit">
            统计
          </button>
        </form>
      </search>
      {query.backwards && (
        <div className="report-by">
          <Note tone="warn">开始日期在结束日期之后，这个范围里没有一天。请对调后再统计。</Note>
        </div>
      )}
      {query.wrongDays.length > 0 && (
        <div className="report-by">
          <Note tone="warn">没有这样的日期：{query.wrongDays.join('、')}，没有按它统计。日期请写成 2026-06-01 的样子。</Note>
        </div>
      )}
    </>
  )
}
