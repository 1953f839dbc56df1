/** What the address of a list asks for: ?q=…&page=2&sort=-at and one parameter for each filter. */
export type ListQuery<F extends string = string> = {
  q: string
  page: number
  /** The column, with - before it for descending. */
  sort: string
  filters: Partial<Record<F, string>>
}

export type SearchParams = Record<string, string | string[] | undefined>

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() ?? ''

/** Rows on a page of a list of the staff's or of an enterprise's. */
export const pageSize = 50

/** Reads what is known and leaves the rest: an address that somebody changed by hand is no error. */
export function readListQuery<F extends string>(
  params: SearchParams,
  known: { filters: readonly F[]; sorts: readonly string[] },
): ListQuery<F> {
  const sort = one(params.sort)
  const page = Number(one(params.page))
  return {
    q: one(params.q).slice(0, 100),
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
    sort: known.sorts.includes(sort.replace(/^-/, '')) ? sort : `-${known.sorts[0] ?? ''}`,
    filters: Object.fromEntries(known.filters.flatMap((name) => (one(params[name]) ? [[name, one(params[name])]] : []))) as Partial<
      Record<F, string>
    >,
  }
}

/** The address of the same list with something changed; a change of what is listed begins at its first page. */
export function listHref(path: string, query: ListQuery, change: Partial<ListQuery> = {}): string {
  const { q, page, sort, filters } = { ...query, page: 1, ...change }
  const params = new URLSearchParams()
  if (q) params.set('q', q)
  for (const [name, value] of Object.entries(filters)) if (value) params.set(name, value)
  if (sort) params.set('sort', sort)
  if (page > 1) params.set('page', String(page))
  const search = params.toString()
  return search ? `${path}?${search}` : path
}
