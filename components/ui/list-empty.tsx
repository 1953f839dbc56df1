import { Link } from '@/components/ui/link'
import type { ListQuery } from '@/lib/shared/list-query'
import { Empty } from './empty'
import type { IconName } from './icon-names'

type Props = { path: string; query: ListQuery; icon: IconName; what: string; children?: React.ReactNode }

/** An empty list of `what`: nothing matches what was asked for; or nothing is there yet, and `children` say how it gets there. */
export function ListEmpty({ path, query, icon, what, children }: Props) {
  if (!query.q && !Object.keys(query.filters).length)
    return (
      <Empty icon={icon} title={`暂无${what}`}>
        {children}
      </Empty>
    )
  return (
    <Empty icon="search" title={`没有符合条件的${what}`}>
      <p>换一个词或条件再找。</p>
      <Link className="btn" href={path}>
        清除条件
      </Link>
    </Empty>
  )
}
