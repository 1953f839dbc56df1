'use server'
import { redirect } from 'next/navigation'
import { StartEnterpriseRecoveryInput } from '@/lib/identity/enterprise/input'
import {
  enterpriseRecoverySeconds,
  resetEnterprisePassword,
  sendEnterpriseRecoveryCode,
  startEnterpriseRecovery,
} from '@/lib/identity/enterprise/recover'
import { AskForCodeInput, ResetPasswordInput } from '@/lib/identity/input'
import { pageCtx } from '@/lib/identity/session'
import { forgetCookie, keepCookie, readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'

const recovery = () => readCookie('group-recovery')

export const startRecoveryAction = formAction(pageCtx, StartEnterpriseRecoveryInput, async (ctx, input) => {
  const token = await startEnterpriseRecovery(ctx, { ...input, captchaToken: await readCookie('captcha') })
  await keepCookie('group-recovery', token, enterpriseRecoverySeconds)
  redirect('/group/recover/verify')
})

export const sendCodeAction = formAction(pageCtx, AskForCodeInput, async (ctx, { captcha }) =>
  sendEnterpriseRecoveryCode(ctx, await recovery(), { captcha, captchaToken: await readCookie('captcha') }),
)

export const resetPasswordAction = formAction(pageCtx, ResetPasswordInput, async (ctx, input) => {
  await resetEnterprisePassword(ctx, await recovery(), input)
  await forgetCookie('group-recovery')
  redirect('/group/sign-in?recovered=1')
})
