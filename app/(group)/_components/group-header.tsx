'use client'
import { SignOutButton } from '@/app/_components/account-menu'
import { useSite } from '@/app/_components/site'
import { Brand } from '@/components/ui/brand'
import { ElderToggle } from '@/components/ui/elder-toggle'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { signOutEnterpriseAction } from '../actions'
import { groupSections } from './group-sections'

type Props = { name: string; code: string; approved: boolean; elder: boolean }

/** The header of an enterprise: who it is, and on a phone the whole menu. */
export function GroupHeader({ name, code, approved, elder }: Props) {
  return (
    <header className="top">
      <div className="wrap">
        <Brand name={useSite().name} />
        <div className="row push" style={{ '--gap': '.25rem' } as React.CSSProperties}>
          <ElderToggle on={elder} />
          <details className="top-menu group-menu">
            <summary className="who">
              <span className="group-who">
                <b>{name}</b>
                <span className="num">{code}</span>
              </span>
              <Icon name="menu" label="单位菜单" />
            </summary>
            <div className="panel">
              <p className="group-who inside">
                <b>{name}</b>
                <span className="num">{code}</span>
              </p>
              {approved && (
                <>
                  <nav className="sections" aria-label="集体报名菜单">
                    {groupSections.map(({ href, label, icon }) => (
                      <Link key={href} href={href}>
                        <Icon name={icon} />
                        {label}
                      </Link>
                    ))}
                  </nav>
                  <Link href="/group/profile/password">
                    <Icon name="key-round" />
                    修改密码
                  </Link>
                </>
              )}
              <SignOutButton action={signOutEnterpriseAction} />
            </div>
          </details>
        </div>
      </div>
    </header>
  )
}
