import { Link } from '@/components/ui/link'
import { countWaiting } from '@/lib/admin/waiting'
import type { Ctx, Staff } from '@/lib/shared/context'

const tabs = [
  ['refunds', '/admin/refunds', '退款申请'],
  ['returns', '/admin/refunds/returns', '退回的款项'],
] as const

/** Both lists, each with what waits in it. */
export async function RefundTabs({ ctx, current }: { ctx: Ctx<Staff>; current: 'refunds' | 'returns' }) {
  const waiting = await countWaiting(ctx)
  return (
    <nav className="tabs desk-tabs" aria-label="退款">
      {tabs.map(([kind, href, label]) => (
        <Link key={kind} href={href} aria-current={kind === current ? 'page' : undefined}>
          {label}
          {waiting[kind] ? <span className="num">{waiting[kind]}</span> : null}
        </Link>
      ))}
    </nav>
  )
}
