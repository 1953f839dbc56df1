'use server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { ResetPasswordInput, StartRecoveryInput } from '@/lib/identity/input'
import { resetPassword, sendRecoveryCode, startRecovery } from '@/lib/identity/recover-password'
import { pageCtx } from '@/lib/identity/session'
import { secureCookies } from '@/lib/identity/session-token'
import { formAction } from '@/lib/shared/form-action'

const recovery = async () => (await cookies()).get('recovery')?.value

export const startRecoveryAction = formAction(pageCtx, StartRecoveryInput, async (ctx, input) => {
  const jar = await cookies()
  const token = await startRecovery(ctx, { ...input, captchaToken: jar.get('captcha')?.value })
  jar.set('recovery', token, { httpOnly: true, sameSite: 'lax', secure: secureCookies(), path: '/recover', maxAge: 600 })
  redirect('/recover/verify')
})

export const sendCodeAction = formAction(pageCtx, z.object({}), async (ctx) => sendRecoveryCode(ctx, await recovery()))

export const resetPasswordAction = formAction(pageCtx, ResetPasswordInput, async (ctx, input) => {
  await resetPassword(ctx, await recovery(), input)
  ;(await cookies()).delete({ name: 'recovery', path: '/recover' })
  redirect('/recover/done')
})
