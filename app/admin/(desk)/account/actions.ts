'use server'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { beginSession } from '@/lib/identity/auth'
import { staffCtx } from '@/lib/identity/session'
import { linkSeconds, startLink } from '@/lib/identity/sso/link-staff'
import { changeStaffPassword, finishTotpChange, renewRecoveryCodes, startTotpChange } from '@/lib/identity/staff-account'
import { ChangeStaffPasswordInput, StaffCodeInput } from '@/lib/identity/staff-input'
import { forgetCookie, keepCookie, readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'
import { forgetShownOnce, keepShownOnce } from '../../shown-once-cookie'

const member = () => staffCtx()

export const changePasswordAction = formAction(member, ChangeStaffPasswordInput, async (ctx, input) => {
  await beginSession(await changeStaffPassword(ctx, input), 'staff') // all sessions ended, this one begins anew
  redirect('/admin/account?done=password')
})

const SecondStepInput = StaffCodeInput.extend({ want: z.enum(['totp', 'codes']) })

/** Both ask for a code of what is there: 更换动态口令, 重新生成恢复码. */
export const changeSecondStepAction = formAction(member, SecondStepInput, async (ctx, { want, code }) => {
  if (want === 'codes') {
    await keepShownOnce(ctx, ctx.actor.id, { kind: 'recovery_codes', codes: await renewRecoveryCodes(ctx, { code }) })
    redirect('/admin/account/codes')
  }
  const token = await startTotpChange(ctx, { code })
  await keepCookie('totp-change', token, 600)
  redirect('/admin/account/totp')
})

export const finishTotpChangeAction = formAction(member, StaffCodeInput, async (ctx, input) => {
  const codes = await finishTotpChange(ctx, await readCookie('totp-change'), input)
  await forgetCookie('totp-change')
  await keepShownOnce(ctx, ctx.actor.id, { kind: 'recovery_codes', codes })
  redirect('/admin/account/codes')
})

/** 关联统一身份认证, after a fresh second factor: on to the provider. */
export const startLinkAction = formAction(member, StaffCodeInput, async (ctx, input) => {
  await keepCookie('sso-link', await startLink(ctx, input), linkSeconds)
  redirect('/admin/account/link')
})

/** 我已保存好: from now on nobody sees them again. */
export async function codesKeptAction() {
  await staffCtx()
  await forgetShownOnce()
  redirect('/admin')
}
