import { Link } from '@/components/ui/link'
import { pageSize } from '@/lib/shared/list-query'

/** `total`: of all rows, of which `size` stand on a page. */
type Props = { page: number; total: number; size?: number; hrefOf: (page: number) => string }

/** 1 … 4 5 6 … 84: the first, the last, and those around this one. */
export function Pages({ page, total, size = pageSize, hrefOf }: Props) {
  const pages = Math.ceil(total / size)
  if (pages < 2) return null
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter((n) => n >= 1 && n <= pages)
  const step = (n: number, label: string) =>
    n >= 1 &&
    n <= pages && (
      <Link className="choice" href={hrefOf(n)} rel={n < page ? 'prev' : 'next'}>
        {label}
      </Link>
    )
  return (
    <nav className="pages" aria-label="分页">
      {step(page - 1, '上一页')}
      {shown.map((n, i) => (
        <span key={n}>
          {i > 0 && n - shown[i - 1]! > 1 && <span className="gap">…</span>}
          <Link className="choice num" href={hrefOf(n)} aria-label={`第 ${n} 页`} aria-current={n === page ? 'page' : undefined}>
            {n}
          </Link>
        </span>
      ))}
      {step(page + 1, '下一页')}
    </nav>
  )
}
