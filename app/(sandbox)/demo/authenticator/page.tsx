import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Refresher } from '@/components/ui/refresher'
import { listDemoCodes } from '@/lib/identity/demo-authenticator'
import { pageCtx } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { roleNames } from '@/lib/shared/rights'

export const metadata: Metadata = { title: '演示口令' }

/** What stands on the phones of the demo's staff. There is no such page in production. */
export default async function DemoAuthenticatorPage() {
  if (env().mode !== 'demo') notFound()
  const codes = await listDemoCodes(await pageCtx())
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <h1 className="h-page">演示口令</h1>
        <p className="soft">
          工作人员登录管理后台时，除密码（都是 <b className="num">Xueshi@2026</b>
          ）外还要填写动态口令。真实使用时它在各人的手机上；每个口令只能用一次，
          <span className="num">{codes[0]?.secondsLeft ?? 30}</span> 秒后更新。
        </p>
        <Refresher everySeconds={3} />
        <ul className="authenticator" aria-label="动态口令">
          {codes.map(({ userName, name, role, code, used }) => (
            <li className="card pad" key={userName}>
              <span>
                <b className="num">{userName}</b>
                <br />
                <span className="small muted">
                  {name}，{roleNames[role]}
                </span>
              </span>
              <span className="code num">{code.replace(/(...)/, '$1 ')}</span>
              {used && (
                <Badge tone="plain" icon="check">
                  已用过，请等下一个
                </Badge>
              )}
            </li>
          ))}
        </ul>
        <p className="form-actions">
          <a className="btn" href="/demo/authenticator">
            <Icon name="refresh-cw" />
            刷新
          </a>
          <Link className="btn quiet" href="/admin">
            去管理后台
          </Link>
        </p>
      </div>
    </main>
  )
}
