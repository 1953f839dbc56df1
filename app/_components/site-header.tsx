'use client'
import { signOutEnterpriseAction } from '@/app/(group)/actions'
import { signOutAction } from '@/app/(public)/actions'
import { Brand } from '@/components/ui/brand'
import { ElderToggle } from '@/components/ui/elder-toggle'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { AccountMenu, SignOutButton } from './account-menu'
import { NavLinks } from './nav-links'
import { useSite } from './site'

const links = [
  { href: '/', label: '首页' },
  { href: '/programs', label: '学习报名' },
  { href: '/courses', label: '课程资源' },
  { href: '/notices', label: '平台公告' },
  { href: '/verify', label: '证书查询' },
]

const homes = {
  trainee: { href: '/center', label: '学员中心', profile: '/profile', profileLabel: '个人信息', signOut: signOutAction },
  enterprise: { href: '/group', label: '单位首页', profile: '/group/profile', profileLabel: '单位信息', signOut: signOutEnterpriseAction },
}

/** The header of the public pages, with whoever is signed in. */
export function SiteHeader({ elder, signedIn }: { elder: boolean; signedIn?: { door: keyof typeof homes; name: string } | null }) {
  const home = signedIn && homes[signedIn.door]
  return (
    <header className="top">
      <div className="wrap">
        <Brand name={useSite().name} />
        <nav className="nav" aria-label="主导航">
          <NavLinks links={links} />
        </nav>
        <div className="tools">
          <ElderToggle on={elder} />
          {home && (
            <Link className="btn small site-home" href={home.href}>
              {home.label}
            </Link>
          )}
          {home && (
            <AccountMenu name={signedIn.name} signOut={home.signOut} className="top-menu site-account">
              <Link href={home.profile}>
                <Icon name="user" />
                {home.profileLabel}
              </Link>
            </AccountMenu>
          )}
          <details className="top-menu menu-toggle">
            <summary className="iconbtn" aria-label="打开菜单">
              <Icon name="menu" />
            </summary>
            <div className="panel">
              {home && <p className="menu-name">{signedIn.name}</p>}
              <nav aria-label="菜单">
                <NavLinks links={home ? [...links, home] : links} />
              </nav>
              {home && <SignOutButton action={home.signOut} />}
            </div>
          </details>
        </div>
      </div>
    </header>
  )
}
