import { cookies } from 'next/headers'
import Link from 'next/link'
import { Brand } from '@/components/ui/brand'
import { ElderToggle } from '@/components/ui/elder-toggle'
import { Icon } from '@/components/ui/icon'
import { env } from '@/lib/shared/env'

const links = [
  { href: '/', label: '首页' },
  { href: '/enroll', label: '学习报名' },
  { href: '/notices', label: '平台公告' },
  { href: '/verify', label: '证书查询' },
]

/** The header of the public pages. */
export async function SiteHeader({ current }: { current?: string }) {
  const elder = (await cookies()).has('elder')
  const items = links.map(({ href, label }) => (
    <Link key={href} href={href} aria-current={href === current ? 'page' : undefined}>
      {label}
    </Link>
  ))
  return (
    <header className="top">
      <div className="wrap">
        <Brand name={env().portalName} />
        <nav className="nav" aria-label="主导航">
          {items}
        </nav>
        <div className="tools">
          <ElderToggle on={elder} />
          <details className="top-menu menu-toggle">
            <summary className="iconbtn" aria-label="打开菜单">
              <Icon name="menu" />
            </summary>
            <nav className="panel" aria-label="菜单">
              {items}
            </nav>
          </details>
        </div>
      </div>
    </header>
  )
}
