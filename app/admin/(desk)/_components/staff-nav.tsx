'use client'
import { usePathname } from 'next/navigation'
import { leadsTo } from '@/app/_components/leads-to'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { WaitingKind } from '@/lib/admin/waiting'
import type { StaffRight } from '@/lib/shared/rights'
import { type StaffSection, staffSections } from './staff-sections'

type Props = { rights: readonly StaffRight[]; waiting: Partial<Record<WaitingKind, number>> }

/** The menu at the left, or in a drawer on a phone. */
export function StaffNav({ rights, waiting }: Props) {
  const path = usePathname()
  const current = ({ href }: StaffSection) => (href === '/admin' ? path === href : leadsTo(path, href))
  return staffSections.map(({ title, items }) => {
    const mine = items.filter(({ right }) => !right || rights.includes(right))
    return mine.length ? (
      <section key={title} aria-label={title}>
        <h2>{title}</h2>
        <ul>
          {mine.map((item) => (
            <li key={item.href}>
              <Link href={item.href} aria-current={current(item) ? 'page' : undefined}>
                <Icon name={item.icon} />
                {item.label}
                <Count kinds={item.waiting ?? []} waiting={waiting} />
              </Link>
            </li>
          ))}
        </ul>
      </section>
    ) : null
  })
}

function Count({ kinds, waiting }: { kinds: WaitingKind[]; waiting: Props['waiting'] }) {
  const count = kinds.reduce((sum, kind) => sum + (waiting[kind] ?? 0), 0)
  return count ? (
    <span className={kinds.includes('jobs') ? 'count hot' : 'count'}>
      <span className="sr">待办</span>
      {count}
    </span>
  ) : null
}
