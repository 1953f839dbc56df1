'use server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { activationSeconds, startActivation } from '@/lib/identity/activate'
import { beginSession, endSession } from '@/lib/identity/auth'
import { SignInInput } from '@/lib/identity/input'
import { opensActivation } from '@/lib/identity/rules'
import { pageCtx } from '@/lib/identity/session'
import { secureCookies } from '@/lib/identity/session-token'
import { signIn } from '@/lib/identity/sign-in'
import { formAction } from '@/lib/shared/form-action'

/** Only paths of this portal: an address from outside would make the sign-in page a signpost for others. */
function ownPath(next: string | undefined): string | null {
  if (!next?.startsWith('/')) return null
  const url = new URL(next, 'http://own.invalid') // read as browsers read it: they drop tabs and take \ for /
  return url.origin === 'http://own.invalid' ? url.pathname + url.search + url.hash : null
}

export const signInAction = formAction(pageCtx, SignInInput, async (ctx, { next, ...input }) => {
  const jar = await cookies()
  const attempt = { ...input, captchaToken: jar.get('captcha')?.value }
  if (opensActivation(input.password)) {
    const token = await startActivation(ctx, attempt)
    jar.set('activation', token, { httpOnly: true, sameSite: 'lax', secure: secureCookies(), path: '/activate', maxAge: activationSeconds })
    redirect('/activate')
  }
  await beginSession(await signIn(ctx, attempt))
  redirect(ownPath(next) ?? '/')
})

export async function signOutAction() {
  await endSession()
  redirect('/')
}
