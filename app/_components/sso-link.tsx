import { type SsoDoor, ssoAt } from '@/lib/identity/sso/oidc'

/** 统一身份认证 at a door, when it is set up. No Link: it leads to another house, and must not be fetched before it is followed. */
export function SsoLink({ door, next }: { door: SsoDoor; next?: string | null }) {
  const oidc = ssoAt(door)
  if (!oidc) return null
  return (
    <>
      <p className="or">或</p>
      <a className="btn big full" href={`/sso/${door}${next ? `?next=${encodeURIComponent(next)}` : ''}`}>
        {oidc.name}登录
      </a>
    </>
  )
}

/** What is left to do after signing out here. */
export function SsoEndLink({ door }: { door: SsoDoor }) {
  const oidc = ssoAt(door)
  if (!oidc) return null
  return (
    <>
      <p className="soft">您是用{oidc.name}登录的，那里还没有退出。在公用电脑上，请一并退出。</p>
      <a className="btn" href={`/sso/${door}/end`}>
        同时退出{oidc.name}
      </a>
    </>
  )
}
