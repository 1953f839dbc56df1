'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'

const items: { href: string; label: string; short: string | null; icon: IconName }[] = [
  { href: '/classes', label: '我的班级', short: '班级', icon: 'layout-list' },
  { href: '/enroll', label: '报名培训', short: '报名', icon: 'clipboard-pen' },
  { href: '/certificates', label: '培训证明', short: '证明', icon: 'award' },
  { href: '/orders', label: '发票下载', short: null, icon: 'receipt-text' },
  { href: '/messages', label: '信息中心', short: '消息', icon: 'bell' },
  { href: '/profile', label: '个人信息', short: '我的', icon: 'user' },
]

const current = (path: string, href: string) => (path === href || path.startsWith(`${href}/`) ? ('page' as const) : undefined)

/** The centre's menu: a list at the left, or the tab bar at the bottom of a phone. */
export function SideNav() {
  const path = usePathname()
  return (
    <nav className="side" aria-label="学员中心">
      <ul>
        {items.map(({ href, label, icon }) => (
          <li key={href}>
            <Link href={href} aria-current={current(path, href)}>
              <Icon name={icon} />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function TabBar() {
  const path = usePathname()
  return (
    <nav className="tabbar" aria-label="学员中心">
      {items.map(
        ({ href, short, icon }) =>
          short && (
            <Link key={href} href={href} aria-current={current(path, href)}>
              <Icon name={icon} />
              {short}
            </Link>
          ),
      )}
    </nav>
  )
}
