import { cookies } from 'next/headers'
import Link from 'next/link'
import { Brand } from '@/components/ui/brand'
import { ElderToggle } from '@/components/ui/elder-toggle'
import { Icon } from '@/components/ui/icon'
import { traineeCtx } from '@/lib/identity/session'
import { countUnread } from '@/lib/notices/queries'
import { env } from '@/lib/shared/env'
import { SiteFooter } from '../_components/site-footer'
import { signOutAction } from '../(public)/actions'

/** 学员中心: its header and footer. Each page and query checks the session again. */
export default async function CenterLayout({ children }: { children: React.ReactNode }) {
  const ctx = await traineeCtx()
  const unread = Object.values(await countUnread(ctx)).reduce((sum, n) => sum + n, 0)
  const elder = (await cookies()).has('elder')
  return (
    <>
      <header className="top">
        <div className="wrap">
          <Brand name={env().portalName} />
          <div className="row push" style={{ '--gap': '.25rem' } as React.CSSProperties}>
            <ElderToggle on={elder} />
            <Link className="iconbtn message-bell" href="/messages" aria-label={unread ? `信息中心，${unread} 条未读` : '信息中心'}>
              <Icon name="bell" />
              {unread > 0 && (
                <i className="num" aria-hidden="true">
                  {unread}
                </i>
              )}
            </Link>
            <AccountMenu name={ctx.actor.name} />
          </div>
        </div>
      </header>
      {children}
      <SiteFooter />
    </>
  )
}

function AccountMenu({ name }: { name: string }) {
  return (
    <details className="top-menu">
      <summary className="who">
        <span className="avatar" aria-hidden="true">
          {[...name][0]}
        </span>
        <span className="name">{name}</span>
        <Icon name="chevron-down" />
      </summary>
      <div className="panel">
        <Link href="/profile">
          <Icon name="user" />
          个人信息
        </Link>
        <Link href="/orders">
          <Icon name="receipt-text" />
          发票下载
        </Link>
        <Link href="/profile/password">
          <Icon name="key-round" />
          修改密码
        </Link>
        <form action={signOutAction}>
          <button type="submit">
            <Icon name="log-out" />
            退出登录
          </button>
        </form>
      </div>
    </details>
  )
}
