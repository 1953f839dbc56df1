import type { Metadata } from 'next'
import { AccountMenu } from '@/app/_components/account-menu'
import { UnsentForms } from '@/components/form/unsent'
import { Brand } from '@/components/ui/brand'
import { DrawerButton } from '@/components/ui/drawer-button'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { countWaiting } from '@/lib/admin/waiting'
import { staffCtxOrNull } from '@/lib/identity/session'
import { findUnsent } from '@/lib/identity/unsent'
import { roleNames } from '@/lib/shared/rights'
import { findAction, staffSignOutAction } from './_components/actions'
import { StaffNav } from './_components/staff-nav'

export const metadata: Metadata = { title: { default: '管理后台', template: '%s · 管理后台' }, robots: { index: false } }

/** The desk of the staff: menu and header. Whoever is not signed in is sent to the door by the page. */
export default async function DeskLayout({ children }: { children: React.ReactNode }) {
  const ctx = await staffCtxOrNull()
  if (!ctx) return children
  const { name, role, rights } = ctx.actor
  const waiting = await countWaiting(ctx)
  return (
    <div className="desk">
      <nav className="desk-nav" aria-label="管理后台">
        <p className="desk-brand">
          <Brand name="学时管理后台" href="/admin" />
        </p>
        <StaffNav rights={rights} waiting={waiting} />
      </nav>
      <header className="desk-top">
        <DrawerButton className="iconbtn desk-menu" label={<Icon name="menu" label="打开菜单" />} title="管理后台">
          <nav className="desk-nav inside" aria-label="管理后台">
            <StaffNav rights={rights} waiting={waiting} />
          </nav>
        </DrawerButton>
        {rights.includes('people.read') && (
          <search className="search desk-search">
            <form action={findAction}>
              <Icon name="search" />
              <input
                className="input"
                type="search"
                name="q"
                placeholder="姓名、身份证号、手机号或证书编号"
                aria-label="查找学员"
                maxLength={100}
              />
            </form>
          </search>
        )}
        <AccountMenu name={name} role={roleNames[role]} signOut={staffSignOutAction} className="top-menu push">
          <Link href="/admin/account">
            <Icon name="key-round" />
            密码与动态口令
          </Link>
        </AccountMenu>
      </header>
      <main id="main" className="desk-main">
        <UnsentForms owner={ctx.actor.id} unsent={await findUnsent(ctx, ctx.actor.id)}>
          {children}
        </UnsentForms>
      </main>
    </div>
  )
}
