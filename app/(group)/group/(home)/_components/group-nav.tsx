'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { groupSections } from '@/app/(group)/_components/group-sections'
import { Icon } from '@/components/ui/icon'

const isAt = (path: string, href: string) => path === href || (href !== '/group' && path.startsWith(`${href}/`))

/** The menu of an enterprise: a list at the left, or the tab bar at the bottom of a phone. */
export function GroupNav() {
  const path = usePathname()
  return (
    <nav className="side" aria-label="集体报名">
      <ul>
        {groupSections.map(({ href, label, icon }) => (
          <li key={href}>
            <Link href={href} aria-current={isAt(path, href) ? 'page' : undefined}>
              <Icon name={icon} />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function GroupTabBar() {
  const path = usePathname()
  return (
    <nav className="tabbar" aria-label="集体报名">
      {groupSections.map(
        ({ href, short, icon }) =>
          short && (
            <Link key={href} href={href} aria-current={isAt(path, href) ? 'page' : undefined}>
              <Icon name={icon} />
              {short}
            </Link>
          ),
      )}
    </nav>
  )
}
