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
import { ownPath } from '@/lib/shared/own-path'

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
