'use client'
import { Brand } from '@/components/ui/brand'
import { ElderToggle } from '@/components/ui/elder-toggle'
import { Icon } from '@/components/ui/icon'
import { NavLinks } from './nav-links'
import { useSite } from './site'

const links = [
  { href: '/', label: '首页' },
  { href: '/programs', label: '学习报名' },
  { href: '/courses', label: '课程资源' },
  { href: '/notices', label: '平台公告' },
  { href: '/verify', label: '证书查询' },
]

/** The header of the public pages. */
export function SiteHeader({ elder }: { elder: boolean }) {
  return (
    <header className="top">
      <div className="wrap">
        <Brand name={useSite().name} />
        <nav className="nav" aria-label="主导航">
          <NavLinks links={links} />
        </nav>
        <div className="tools">
          <ElderToggle on={elder} />
          <details className="top-menu menu-toggle">
            <summary className="iconbtn" aria-label="打开菜单">
              <Icon name="menu" />
            </summary>
            <nav className="panel" aria-label="菜单">
              <NavLinks links={links} />
            </nav>
          </details>
        </div>
      </div>
    </header>
  )
}
