'use server'
import { redirect } from 'next/navigation'
import { AskForCodeInput, ResetPasswordInput, StartRecoveryInput } from '@/lib/identity/input'
import { recoverySeconds, resetPassword, sendRecoveryCode, startRecovery } from '@/lib/identity/recover-password'
import { pageCtx } from '@/lib/identity/session'
import { forgetCookie, keepCookie, readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'

const recovery = () => readCookie('recovery')

export const startRecoveryAction = formAction(pageCtx, StartRecoveryInput, async (ctx, input) => {
  const token = await startRecovery(ctx, { ...input, captchaToken: await readCookie('captcha') })
  await keepCookie('recovery', token, recoverySeconds)
  redirect('/recover/verify')
})

export const sendCodeAction = formAction(pageCtx, AskForCodeInput, async (ctx, { captcha }) =>
  sendRecoveryCode(ctx, await recovery(), { captcha, captchaToken: await readCookie('captcha') }),
)

export const resetPasswordAction = formAction(pageCtx, ResetPasswordInput, async (ctx, input) => {
  await resetPassword(ctx, await recovery(), input)
  await forgetCookie('recovery')
  redirect('/recover/done')
})
