import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { monthSpan } from '@/lib/reconciliation/books'
import { formatDay, later } from '@/lib/shared/time'

/** The month of an address (?month=yyyy-mm), else the one of now. */
export function monthOf(asked: string | undefined, now: Date) {
  const month = asked && monthSpan(asked) ? asked : formatDay(now).slice(0, 7)
  return { month, span: monthSpan(month)! }
}

export function MonthNav({ path, month, now }: { path: string; month: string; now: Date }) {
  const span = monthSpan(month)!
  const [before, after] = [formatDay(later(span.from, -1)).slice(0, 7), formatDay(span.until).slice(0, 7)]
  return (
    <nav className="row wrapped month-nav" aria-label="月份">
      <Link className="btn" href={`${path}?month=${before}`}>
        <Icon name="chevron-left" />
        上个月
      </Link>
      <b className="num">{month}</b>
      {span.until <= now && (
        <Link className="btn" href={`${path}?month=${after}`}>
          下个月
          <Icon name="chevron-right" />
        </Link>
      )}
    </nav>
  )
}
