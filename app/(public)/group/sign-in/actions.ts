'use server'
import { redirect } from 'next/navigation'
import { beginSession } from '@/lib/identity/auth'
import { EnterpriseSignInInput } from '@/lib/identity/enterprise/input'
import { signInEnterprise } from '@/lib/identity/enterprise/sign-in'
import { pageCtx } from '@/lib/identity/session'
import { readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'
import { ownPath } from '@/lib/shared/own-path'

export const signInEnterpriseAction = formAction(pageCtx, EnterpriseSignInInput, async (ctx, { next, ...input }) => {
  const captchaToken = await readCookie('captcha')
  await beginSession(await signInEnterprise(ctx, { ...input, captchaToken, device: await readCookie('device') }), 'enterprise')
  redirect(ownPath(next) ?? '/group')
})
