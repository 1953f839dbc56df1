import { Link } from '@/components/ui/link'
import { TrendChart } from '@/components/ui/trend-chart'
import type { DayOfTrend } from '@/lib/admin/today'

/** Enrolments, passes and payments, each in a card of its own. */
export function Trends({ trend, daysBack }: { trend: DayOfTrend[]; daysBack: 7 | 30 }) {
  const label = (day: string) => `${Number(day.slice(5, 7))}-${Number(day.slice(8))}`
  const points = (value: (day: DayOfTrend) => number) => trend.map((day) => ({ label: label(day.day), value: value(day) }))
  const charts = [
    { title: '报名人数', unit: '人', points: points(({ enrolled }) => enrolled) },
    { title: '合格人数', unit: '人', points: points(({ passed }) => passed) },
    ...(trend.some(({ paidFen }) => paidFen !== null)
      ? [{ title: '实收金额', unit: '元', points: points(({ paidFen }) => (paidFen ?? 0) / 100) }]
      : []),
  ]
  return charts.map((chart) => (
    <section className="card" key={chart.title} aria-label={`近 ${daysBack} 天${chart.title}`}>
      <div className="head">
        <h2 className="h-card grow">
          {chart.title}
          {chart.unit === '元' && '（元）'}
        </h2>
        <nav className="segments" aria-label={`${chart.title}的时间范围`}>
          {([7, 30] as const).map((days) => (
            <Link key={days} href={`/admin?days=${days}`} aria-current={days === daysBack ? 'true' : undefined} scroll={false}>
              <span className="num">{days}</span> 天
            </Link>
          ))}
        </nav>
      </div>
      <TrendChart {...chart} />
    </section>
  ))
}
