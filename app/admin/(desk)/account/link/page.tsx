import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Crumb } from '@/components/ui/crumb'
import { staffCtx } from '@/lib/identity/session'
import { getOwnLink } from '@/lib/identity/sso/link-staff'
import { ssoAt } from '@/lib/identity/sso/oidc'

export const metadata: Metadata = { title: '关联统一身份认证' }

/** Between the second factor here and the provider: a form may lead to no other house, a link may. */
export default async function LinkPage() {
  const oidc = ssoAt('staff')
  const { invitedUntil } = await getOwnLink(await staffCtx())
  if (!oidc || !invitedUntil) redirect('/admin/account')
  return (
    <>
      <Crumb above={[['/admin/account', '密码与动态口令']]} here={`关联${oidc.name}`} />
      <div className="desk-head">
        <h1 className="h-page">关联{oidc.name}</h1>
      </div>
      <div className="card pad form-stack desk-form">
        <p>请在 10 分钟内到{oidc.name}登录您本人的账号。回来时就已关联，以后可以用它登录本平台。</p>
        <a className="btn primary" href="/sso/staff?link">
          前往{oidc.name}
        </a>
      </div>
    </>
  )
}
