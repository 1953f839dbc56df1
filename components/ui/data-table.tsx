import { Link } from '@/components/ui/link'
import { type ListQuery, listHref } from '@/lib/shared/list-query'
import { Icon } from './icon'
import { Pages } from './pages'

export type TableColumn<R> = {
  /** Also what the list can be sorted by, where `sortable`. */
  key: string
  title: string
  cell: (row: R) => React.ReactNode
  sortable?: boolean
  /** Figures stand at the right, in figures' type. */
  kind?: 'text' | 'figure' | 'action'
}

type Props<R> = {
  /** What the table is, for who cannot see it. */
  label: string
  columns: TableColumn<R>[]
  rows: R[]
  rowKey: (row: R) => string
  path: string
  query: ListQuery
  /** All rows that match, on whatever page. */
  total: number
  empty: React.ReactNode
}

/**
 * A list that the server searches, sorts and pages; all of it stands in the address, so it works without scripts, and back leads back. On
 * a phone each row is a card.
 */
export function DataTable<R>({ label, columns, rows, rowKey, path, query, total, empty }: Props<R>) {
  if (!rows.length) return <section className="card list-empty">{empty}</section>
  return (
    <>
      <section className="card list-table" aria-label={label}>
        <table className="data-table cards">
          <caption className="sr">
            {label}，共 {total} 条
          </caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.key} column={column} path={path} query={query} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)}>
                {columns.map(({ key, title, cell, kind = 'text' }, i) => (
                  <td
                    key={key}
                    className={kind === 'figure' ? 'n' : kind === 'action' ? 'right act' : undefined}
                    data-l={i === 0 || kind === 'action' ? undefined : title}
                  >
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Pages page={query.page} total={total} hrefOf={(page) => listHref(path, query, { page })} />
    </>
  )
}

function Head<R>({ column, path, query }: { column: TableColumn<R>; path: string; query: ListQuery }) {
  const { key, title, sortable, kind } = column
  const className = kind === 'figure' ? 'right' : undefined
  if (kind === 'action')
    return (
      <th scope="col">
        <span className="sr">{title}</span>
      </th>
    )
  if (!sortable)
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    )
  const [up, down] = [query.sort === key, query.sort === `-${key}`]
  return (
    <th scope="col" className={className} aria-sort={up ? 'ascending' : down ? 'descending' : undefined}>
      <Link className="sort" href={listHref(path, query, { sort: down ? key : `-${key}` })}>
        {title}
        {(up || down) && <Icon name="chevron-down" className={up ? 'turned' : undefined} />}
      </Link>
    </th>
  )
}
