import { Link } from '@/components/ui/link'
import { type ListQuery, listHref } from '@/lib/shared/list-query'
import { Icon } from './icon'

export type ListFilter = { name: string; label: string; all: string; options: { value: string; label: string }[] }

type Props = { path: string; query: ListQuery; placeholder?: string; filters?: ListFilter[]; children?: React.ReactNode }

/** The search and the filters above a list; a plain form, whose answer stands in the address. `children`: what can be done with the list. */
export function ListSearch({ path, query, placeholder, filters = [], children }: Props) {
  // What has no field here, such as the tab, stays as it is.
  const carried = Object.entries(query.filters).filter(([name]) => !filters.some((filter) => filter.name === name))
  const narrowed = Boolean(query.q) || Object.keys(query.filters).length > carried.length
  return (
    <search className="list-search">
      <form action={path}>
        <input type="hidden" name="sort" value={query.sort} />
        {carried.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {placeholder && (
          <div className="search">
            <Icon name="search" />
            <input
              className="input"
              type="search"
              name="q"
              defaultValue={query.q}
              placeholder={placeholder}
              aria-label={placeholder}
              maxLength={100}
            />
          </div>
        )}
        {filters.map(({ name, label, all, options }) => (
          <select key={name} className="input" name={name} defaultValue={query.filters[name] ?? ''} aria-label={label}>
            <option value="">{all}</option>
            {options.map(({ value, label: text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        ))}
        <button className="btn" type="submit">
          查找
        </button>
        {narrowed && (
          <Link className="link tap" href={listHref(path, { ...query, q: '', filters: Object.fromEntries(carried) })}>
            清除条件
          </Link>
        )}
      </form>
      {children && <div className="acts">{children}</div>}
    </search>
  )
}
