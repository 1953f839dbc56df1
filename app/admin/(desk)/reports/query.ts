import { type Dimension, dimensions } from '@/lib/admin/reports'
import type { SearchParams } from '@/lib/shared/list-query'

/** What the address of a report asks for; by region when it asks for nothing we have. */
export function readReportQuery(params: SearchParams) {
  const one = (name: string) => (typeof params[name] === 'string' ? (params[name] as string) : '')
  const asked = one('by')
  const by: Dimension = Object.hasOwn(dimensions, asked) ? (asked as Dimension) : 'region'
  const page = Number(one('page'))
  const filters = { year: one('year'), region: one('region'), category: one('category') }
  return { by, filters, page: Number.isInteger(page) && page > 0 ? page : 1 }
}

export function reportHref(path: string, query: { by: Dimension; filters: Record<string, string> }, page = 1): string {
  const params = new URLSearchParams({ by: query.by })
  for (const [name, value] of Object.entries(query.filters)) if (value) params.set(name, value)
  if (page > 1) params.set('page', String(page))
  return `${path}?${params}`
}
