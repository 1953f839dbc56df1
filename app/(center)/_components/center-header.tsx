'use client'
import { AccountMenu } from '@/app/_components/account-menu'
import { useSite } from '@/app/_components/site'
import { signOutAction } from '@/app/(public)/actions'
import { Brand } from '@/components/ui/brand'
import { ElderToggle } from '@/components/ui/elder-toggle'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'

/** The header of the centre. */
export function CenterHeader({ name, unread, elder }: { name: string; unread: number; elder: boolean }) {
  return (
    <header className="top">
      <div className="wrap">
        <Brand name={useSite().name} />
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
          <AccountMenu name={name} signOut={signOutAction}>
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
          </AccountMenu>
        </div>
      </div>
    </header>
  )
}
