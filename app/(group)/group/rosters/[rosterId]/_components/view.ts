import type { RowFilter } from '@/lib/rosters/queries'
import type { SearchParams } from '@/lib/shared/list-query'

/** What the address of 核对名单 asks for. */
export type View = { show: RowFilter['show']; label?: string; page: number; edit?: number; saved?: number; removed?: number }

const number = (value: SearchParams[string]) =>
  typeof value === 'string' && /^\d{1,7}$/.test(value) && Number(value) > 0 ? Number(value) : undefined
const shows = ['problems', 'ready', 'repaired', 'all'] as const

export function readView(asked: SearchParams, usual: RowFilter['show']): View {
  return {
    show: shows.find((show) => show === asked.show) ?? usual,
    label: typeof asked.label === 'string' ? asked.label.slice(0, 50) : undefined,
    page: number(asked.page) ?? 1,
    edit: number(asked.edit),
    saved: number(asked.saved),
    removed: number(asked.removed),
  }
}

/** The address of the same page with something changed. */
export function viewHref(rosterId: string, { show, label, page, ...row }: Partial<View>, at = ''): string {
  const params = new URLSearchParams()
  if (show) params.set('show', show)
  if (label) params.set('label', label)
  if (page && page > 1) params.set('page', String(page))
  for (const [name, value] of Object.entries(row)) if (value) params.set(name, String(value))
  const search = params.toString()
  return `/group/rosters/${rosterId}${search ? `?${search}` : ''}${at}`
}
