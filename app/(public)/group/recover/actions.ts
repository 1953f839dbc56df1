'use server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { StartEnterpriseRecoveryInput } from '@/lib/identity/enterprise/input'
import {
  enterpriseRecoverySeconds,
  resetEnterprisePassword,
  sendEnterpriseRecoveryCode,
  startEnterpriseRecovery,
} from '@/lib/identity/enterprise/recover'
import { ResetPasswordInput } from '@/lib/identity/input'
import { pageCtx } from '@/lib/identity/session'
import { secureCookies } from '@/lib/identity/session-token'
import { formAction } from '@/lib/shared/form-action'

const name = 'group-recovery'
const path = '/group/recover'
const recovery = async () => (await cookies()).get(name)?.value

export const startRecoveryAction = formAction(pageCtx, StartEnterpriseRecoveryInput, async (ctx, input) => {
  const jar = await cookies()
  const token = await startEnterpriseRecovery(ctx, { ...input, captchaToken: jar.get('captcha')?.value })
  jar.set(name, token, { httpOnly: true, sameSite: 'lax', secure: secureCookies(), path, maxAge: enterpriseRecoverySeconds })
  redirect('/group/recover/verify')
})

export const sendCodeAction = formAction(pageCtx, z.object({}), async (ctx) => sendEnterpriseRecoveryCode(ctx, await recovery()))

export const resetPasswordAction = formAction(pageCtx, ResetPasswordInput, async (ctx, input) => {
  await resetEnterprisePassword(ctx, await recovery(), input)
  ;(await cookies()).delete({ name, path })
  redirect('/group/sign-in?recovered=1')
})
