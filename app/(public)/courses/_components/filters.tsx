import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { type CourseFilter, courseListHref, type Sort, sorts } from '@/lib/catalog/input'
import type { Facet, searchCourses } from '@/lib/catalog/search-courses'

type Dimension = 'category' | 'provider' | 'hours' | 'price'
const names: Record<Dimension, string> = { category: '分类', provider: '提供方', hours: '学时', price: '价格' }

/** The search box; what is narrowed already stays. Works without scripts. */
export function SearchBox({ filter }: { filter: CourseFilter }) {
  const kept = { category: filter.category, provider: filter.provider, hours: filter.hours, price: filter.price }
  return (
    <search>
      <form className="search course-search" action="/courses">
        {Object.entries(kept).map(([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />)}
        {filter.sort !== 'best' && <input type="hidden" name="sort" value={filter.sort} />}
        <Icon name="search" />
        <input
          className="input"
          type="search"
          name="q"
          key={filter.words}
          defaultValue={filter.words}
          maxLength={60}
          aria-label="搜索课程"
          placeholder="课程、提供方，或拼音首字母"
        />
        <button className="btn primary" type="submit">
          搜索
        </button>
      </form>
    </search>
  )
}

/** Each choice says how many courses it would leave; one that would leave none is no link. */
export function Filters({ filter, facets }: { filter: CourseFilter; facets: Awaited<ReturnType<typeof searchCourses>>['facets'] }) {
  return (
    <dl className="card course-filters">
      {(Object.keys(names) as Dimension[]).map((dimension) => (
        <div key={dimension}>
          <dt id={`by-${dimension}`}>{names[dimension]}</dt>
          <dd>
            <ul aria-labelledby={`by-${dimension}`}>
              <li>
                <Choice href={courseListHref(filter, { [dimension]: null })} label="全部" on={!filter[dimension]} />
              </li>
              {facets[dimension].map((facet) => (
                <li key={facet.key}>
                  <Choice
                    href={courseListHref(filter, { [dimension]: facet.key })}
                    label={facet.label}
                    count={facet.count}
                    on={filter[dimension] === facet.key}
                  />
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Choice({ href, label, count, on }: { href: string; label: string; count?: Facet['count']; on: boolean }) {
  const words = (
    <>
      {label}
      {count !== undefined && <span className="num n">{count}</span>}
    </>
  )
  if (count === 0 && !on) return <span className="choice none">{words}</span>
  return (
    <Link className="choice" href={href} scroll={false} aria-current={on ? 'true' : undefined}>
      {words}
    </Link>
  )
}

export function SortLinks({ filter }: { filter: CourseFilter }) {
  return (
    <nav className="course-sorts" aria-label="排序">
      {(Object.entries(sorts) as [Sort, string][]).map(([sort, label]) => (
        <Link
          key={sort}
          className="choice"
          href={courseListHref(filter, { sort })}
          scroll={false}
          aria-current={filter.sort === sort ? 'true' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
