'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'

const items: { href: string; label: string; short: string | null; icon: IconName }[] = [
  { href: '/classes', label: '我的班级', short: '班级', icon: 'layout-list' },
  { href: '/my-courses', label: '我的课程', short: null, icon: 'square-library' },
  { href: '/courses', label: '课程资源', short: null, icon: 'library' },
  { href: '/enroll', label: '报名培训', short: '报名', icon: 'clipboard-pen' },
  { href: '/certificates', label: '培训证明', short: '证明', icon: 'award' },
  { href: '/certificates/hours', label: '我的学时证明', short: null, icon: 'file-text' },
  { href: '/orders', label: '发票下载', short: null, icon: 'receipt-text' },
  { href: '/messages', label: '信息中心', short: '消息', icon: 'bell' },
  { href: '/profile', label: '个人信息', short: '我的', icon: 'user' },
]

/** The item that leads to this page or, failing that, to what it belongs to: the longest address counts. */
const currentOf = (path: string, among = items) =>
  among
    .map(({ href }) => href)
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0]

/** The centre's menu: a list at the left, or the tab bar at the bottom of a phone. */
export function SideNav() {
  const current = currentOf(usePathname())
  return (
    <nav className="side" aria-label="学员中心">
      <ul>
        {items.map(({ href, label, icon }) => (
          <li key={href}>
            <Link href={href} aria-current={href === current ? 'page' : undefined}>
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
  const current = currentOf(
    usePathname(),
    items.filter(({ short }) => short),
  )
  return (
    <nav className="tabbar" aria-label="学员中心">
      {items.map(
        ({ href, short, icon }) =>
          short && (
            <Link key={href} href={href} aria-current={href === current ? 'page' : undefined}>
              <Icon name={icon} />
              {short}
            </Link>
          ),
      )}
    </nav>
  )
}
