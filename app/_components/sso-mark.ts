import type { SsoDoor } from '@/lib/identity/sso/oidc'
import { forgetCookie, hasCookie } from '@/lib/shared/cookies'

/** Where signing out leads to: whoever came by 统一身份认证 is offered to end that, too. */
export async function afterSignOut(door: SsoDoor): Promise<string> {
  const [name, plain, offer] =
    door === 'staff'
      ? (['staff-sso', '/admin/sign-in', '/admin/sign-in/signed-out'] as const)
      : (['trainee-sso', '/', '/signed-out'] as const)
  if (!(await hasCookie(name))) return plain
  await forgetCookie(name)
  return offer
}
