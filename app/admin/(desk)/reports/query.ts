import { type Dimension, dimensions } from '@/lib/admin/report-dimensions'
import { daySpan } from '@/lib/reconciliation/books'
import type { SearchParams } from '@/lib/shared/list-query'
import { formatDay } from '@/lib/shared/time'

/** What the address of a report asks for; by region when it asks for nothing we have. `wrongDays`: typed, but no days; `backwards`: the first after the last. */
export function readReportQuery(params: SearchParams) {
  const one = (name: string) => (typeof params[name] === 'string' ? (params[name] as string).trim() : '')
  const asked = one('by')
  const by: Dimension = Object.hasOwn(dimensions, asked) ? (asked as Dimension) : 'region'
  const page = Number(one('page'))
  const [from, until] = [one('from'), one('until')]
  const filters = { year: one('year'), region: one('region'), category: one('category'), from, until }
  const wrongDays = [from, until].filter((day) => day && !daySpan(day))
  const backwards = wrongDays.length === 0 && from !== '' && until !== '' && from > until
  return { by, filters, wrongDays, backwards, page: Number.isInteger(page) && page > 0 ? page : 1 }
}

export function reportHref(path: string, query: { by: Dimension; filters: Record<string, string> }, page = 1): string {
  const params = new URLSearchParams({ by: query.by })
  for (const [name, value] of Object.entries(query.filters)) if (value) params.set(name, value)
  if (page > 1) params.set('page', String(page))
  return `${path}?${params}`
}

/** The spans that are asked for again and again, each with its first and last day. */
export function usualSpans(now: Date): { label: string; from: string; until: string }[] {
  const [year, month] = formatDay(now).split('-').map(Number) as [number, number]
  const day = (months: number, date: number) => new Date(Date.UTC(year, months - 1, date)).toISOString().slice(0, 10)
  const quarter = month - ((month - 1) % 3)
  const span = (label: string, first: number, months: number) => ({ label, from: day(first, 1), until: day(first + months, 0) })
  return [
    span('本月', month, 1),
    span('上月', month - 1, 1),
    span('本季度', quarter, 3),
    span('上季度', quarter - 3, 3),
    span('今年', 1, 12),
    span('去年', -11, 12),
  ]
}
