'use server'
import { redirect } from 'next/navigation'
import { afterSignOut } from '@/app/_components/sso-mark'
import { activationSeconds, startActivation } from '@/lib/identity/activate'
import { beginSession, endSession } from '@/lib/identity/auth'
import { SignInInput } from '@/lib/identity/input'
import { opensActivation } from '@/lib/identity/rules'
import { pageCtx } from '@/lib/identity/session'
import { signIn } from '@/lib/identity/sign-in'
import { keepCookie, readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'
import { ownPath } from '@/lib/shared/own-path'

export const signInAction = formAction(pageCtx, SignInInput, async (ctx, { next, ...input }) => {
  const attempt = { ...input, captchaToken: await readCookie('captcha'), device: await readCookie('device') }
  if (opensActivation(input.password)) {
    const token = await startActivation(ctx, attempt)
    await keepCookie('activation', token, activationSeconds)
    redirect('/activate')
  }
  await beginSession(await signIn(ctx, attempt))
  redirect(ownPath(next) ?? '/?signed-in=1')
})

export async function signOutAction() {
  await endSession('trainee')
  redirect(await afterSignOut('trainee'))
}
