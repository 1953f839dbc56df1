'use client'
import { usePathname } from 'next/navigation'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { Link } from '@/components/ui/link'
import { leadsTo } from './leads-to'

/**
 * `short`: in the tab bar of a phone, which has room for five. `beside`: what stands in tabs of this one, so that a phone has one place
 * for all of them.
 */
export type MenuItem = { href: string; label: string; short: string | null; icon: IconName; beside?: string[] }

type Props = { label: string; items: MenuItem[] }

/** The menu at the left. Marked is the longest address that the page stands under. */
export function SideMenu({ label, items }: Props) {
  const path = usePathname()
  const current = items.filter(({ href }) => leadsTo(path, href)).sort((a, b) => b.href.length - a.href.length)[0]
  return (
    <nav className="side" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <Link href={item.href} aria-current={item === current ? 'page' : undefined}>
              <Icon name={item.icon} />
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The menu at the bottom of a phone. */
export function TabBar({ label, items }: Props) {
  const path = usePathname()
  return (
    <nav className="tabbar" aria-label={label}>
      {items.map(
        ({ href, short, icon, beside = [] }) =>
          short && (
            <Link key={href} href={href} aria-current={[href, ...beside].some((to) => leadsTo(path, to)) ? 'page' : undefined}>
              <Icon name={icon} />
              {short}
            </Link>
          ),
      )}
    </nav>
  )
}
