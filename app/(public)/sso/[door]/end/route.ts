import { discover } from '@/lib/identity/sso/discovery'
import { ssoAt } from '@/lib/identity/sso/oidc'
import { env } from '@/lib/shared/env'
import { log } from '@/lib/shared/log'
import { seeOther } from '@/lib/shared/route-handler'

/** 同时退出统一身份认证 (OpenID Connect RP-Initiated Logout). Without an id_token, which is kept nowhere, the provider may ask first. */
export async function GET(_: Request, { params }: { params: Promise<{ door: string }> }) {
  const { door } = await params
  const oidc = ssoAt(door)
  if (!oidc) return new Response(null, { status: 404 })
  const back = door === 'staff' ? '/admin/sign-in' : '/'
  const provider = await discover(oidc).catch((error) => {
    log().warn({ err: error }, 'the OIDC provider cannot be reached')
    return null
  })
  if (!provider?.end_session_endpoint) return seeOther(back)
  const there = new URL(provider.end_session_endpoint)
  there.searchParams.set('client_id', oidc.clientId)
  there.searchParams.set('post_logout_redirect_uri', new URL(back, env().appUrl).href)
  return seeOther(there.href)
}
