import { env } from './env'

/**
 * Every cookie of the portal and the path it is sent to. All are HttpOnly, SameSite=Lax and, once the portal is reached by https, Secure
 * under a name whose prefix browsers hold us to (RFC 6265bis): __Host- for the whole portal, __Secure- where a path narrows it.
 */
export const cookieTable = {
  session: { path: '/' },
  'enterprise-session': { path: '/' },
  'staff-session': { path: '/' },
  /** In which accounts have signed in before: see known-device.ts. */
  device: { path: '/' },
  captcha: { path: '/' },
  /** By it a form that outlived its session is filled in again: see identity/unsent.ts. */
  unsent: { path: '/' },
  basket: { path: '/' },
  registration: { path: '/register' },
  'group-registration': { path: '/group/register' },
  activation: { path: '/activate' },
  recovery: { path: '/recover' },
  'group-recovery': { path: '/group/recover' },
  phone: { path: '/profile/phone' },
  'group-phone': { path: '/group/profile/phone' },
  'staff-sign-in': { path: '/admin/sign-in' },
  'totp-change': { path: '/admin/account' },
  passkey: { path: '/admin' },
  'shown-once': { path: '/admin' },
  /** 统一身份认证, on the way to the provider and back: ours, and those of next-auth (lib/identity/sso). */
  'sso-start': { path: '/api/auth' },
  'sso-link': { path: '/api/auth' },
  'sso-state': { path: '/api/auth' },
  'sso-nonce': { path: '/api/auth' },
  'sso-pkce': { path: '/api/auth' },
  'sso-callback': { path: '/api/auth' },
  /** That a session began there, so that signing out offers to end it there, too. */
  'trainee-sso': { path: '/' },
  'staff-sso': { path: '/admin' },
  /** 长辈模式: set by the page itself, so a script reads it and it bears no prefix. Nothing hangs on it but the size of letters. */
  elder: { path: '/', script: true },
} satisfies Record<string, { path: string; script?: true }>

export type CookieName = keyof typeof cookieTable

export const secureCookies = () => env().appUrl.startsWith('https:')

/** The name a cookie goes by in the browser. */
export function cookieName(name: CookieName): string {
  const { path, script } = cookieTable[name] as { path: string; script?: true }
  if (!secureCookies() || script) return name
  return `${path === '/' ? '__Host-' : '__Secure-'}${name}`
}

/** All but name and value; the same for setting and forgetting, or browsers refuse the latter. */
export const cookieOptions = (name: CookieName, seconds: number) =>
  ({ httpOnly: true, sameSite: 'lax', secure: secureCookies(), path: cookieTable[name].path, maxAge: seconds }) as const
