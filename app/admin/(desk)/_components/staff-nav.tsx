'use client'
import { usePathname } from 'next/navigation'
import { leadsTo } from '@/app/_components/leads-to'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { StaffRight } from '@/lib/shared/rights'
import { type StaffSection, staffSections, type WaitingKind } from './staff-sections'

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
                {item.waiting && waiting[item.waiting] ? (
                  <span className={item.waiting === 'jobs' ? 'count hot' : 'count'}>
                    <span className="sr">待办</span>
                    {waiting[item.waiting]}
                  </span>
                ) : null}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    ) : null
  })
}
