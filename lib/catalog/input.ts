import { isId } from '@/lib/shared/is-id'
import type { SearchParams } from '@/lib/shared/list-query'

/** Bands of a filter, half-open on neither side: from and to belong to it; null is without limit. */
export type Band = { key: string; label: string; from: number; to: number | null }

export const hourBands: Band[] = [
  { key: '1-4', label: '4学时以内', from: 1, to: 4 },
  { key: '5-6', label: '5–6学时', from: 5, to: 6 },
  { key: '7-', label: '7学时以上', from: 7, to: null },
]

/** In fen. */
export const priceBands: Band[] = [
  { key: 'free', label: '免费', from: 0, to: 0 },
  { key: '0-30', label: '30元以内', from: 1, to: 3000 },
  { key: '30-60', label: '30–60元', from: 3001, to: 6000 },
  { key: '60-', label: '60元以上', from: 6001, to: null },
]

export const sorts = { best: '推荐', new: '最新', price: '价格', hours: '学时' } as const
export type Sort = keyof typeof sorts

/** What a list of courses is narrowed to. Everything of it stands in the address. */
export type CourseFilter = {
  words: string
  category: string | null
  provider: string | null
  hours: string | null
  price: string | null
  sort: Sort
  page: number
}

/** Reads a filter from an address; what makes no sense there is as if it were not there. */
export function parseCourseFilter(asked: SearchParams): CourseFilter {
  const text = (name: string) => {
    const value = asked[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  const band = (name: string, bands: Band[]) => bands.find(({ key }) => key === text(name))?.key ?? null
  const id = (name: string) => (isId(text(name)) ? text(name) : null)
  const sort = text('sort')
  return {
    words: text('q').trim().slice(0, 60),
    category: id('category'),
    provider: id('provider'),
    hours: band('hours', hourBands),
    price: band('price', priceBands),
    sort: Object.hasOwn(sorts, sort) ? (sort as Sort) : 'best',
    page: /^[1-9]\d{0,4}$/.test(text('page')) ? Number(text('page')) : 1,
  }
}

/** The address of a filter with something changed; the first page and the usual order go without saying. A change leads to page 1. */
export function courseListHref(filter: CourseFilter, change: Partial<CourseFilter> = {}): string {
  const { words, category, provider, hours, price, sort, page } = { ...filter, page: 1, ...change }
  const query = new URLSearchParams()
  const put = (name: string, value: string | null) => value && query.set(name, value)
  put('q', words)
  put('category', category)
  put('provider', provider)
  put('hours', hours)
  put('price', price)
  put('sort', sort === 'best' ? null : sort)
  put('page', page === 1 ? null : String(page))
  return query.size ? `/courses?${query}` : '/courses'
}

export const mostInBasket = 30

/** Ids of courses from an address or a cookie: each once, and no more than an order can hold. */
export const parseCourseIds = (text: string | undefined): string[] =>
  [...new Set((text ?? '').split(',').filter(isId))].slice(0, mostInBasket)
