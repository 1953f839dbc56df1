'use server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { beginSession } from '@/lib/identity/auth'
import { EnterpriseSignInInput } from '@/lib/identity/enterprise/input'
import { signInEnterprise } from '@/lib/identity/enterprise/sign-in'
import { pageCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'
import { ownPath } from '@/lib/shared/own-path'

export const signInEnterpriseAction = formAction(pageCtx, EnterpriseSignInInput, async (ctx, { next, ...input }) => {
  const captchaToken = (await cookies()).get('captcha')?.value
  await beginSession(await signInEnterprise(ctx, { ...input, captchaToken }), 'enterprise')
  redirect(ownPath(next) ?? '/group')
})
