import type { z } from 'zod'
import { trainees } from '@/db/schema/identity'
import { type Ctx, networkOf } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { hmac } from '@/lib/shared/secrets'
import { minutes } from '@/lib/shared/time'
import { hasIdNumber } from './queries'
import { changeDraft, getDraft } from './registration-draft'
import type { PhoneCodeInput, PhoneInput } from './registration-input'
import { answered } from './registration-steps'
import { type Picture, redeemCode, sendCode } from './sms'

/**
 * 手机号: a picture is read before a message is paid for. A phone that is proved already needs no further code.
 * @returns whether a code must be typed now
 * @throws Refused('registration_expired' | 'captcha_wrong' | 'too_many_attempts' | those of sendCode)
 */
export async function savePhone(
  ctx: Ctx,
  token: string | undefined,
  input: z.output<typeof PhoneInput> & { captchaToken: string | undefined },
): Promise<boolean> {
  const { answers } = await getDraft(ctx, token)
  if (answers.phoneProved && answers.phone === input.phone) return false
  await sendCode(ctx, input.phone, 'register', input)
  await changeDraft(ctx, token, (before) => ({ ...answered(before, { phone: input.phone }), typed: { ...before.typed, phone: {} } }))
  return true
}

/** @throws Refused('registration_expired' | 'too_many_attempts' | those of sendCode) */
export async function sendCodeAgain(ctx: Ctx, token: string | undefined, picture: Picture): Promise<void> {
  const { answers } = await getDraft(ctx, token)
  if (!answers.phone) throw new Refused('registration_expired')
  await sendCode(ctx, answers.phone, 'register', picture)
}

/**
 * 短信验证码. Only who has proved a phone learns whether the number already has an account, and only a few times an hour.
 * @throws Refused('registration_expired' | 'sms_code_wrong' | 'sms_code_used_up' | 'too_many_attempts')
 */
export async function provePhone(ctx: Ctx, token: string | undefined, input: z.output<typeof PhoneCodeInput>): Promise<void> {
  const { id, answers } = await getDraft(ctx, token)
  const { phone, idNumber } = answers
  if (!phone || !idNumber) throw new Refused('registration_expired')
  if (answers.phoneProved) return // a second press, or the page of another tab
  await limitAttempts(ctx, `register-code:${id}`, { max: 30, windowMs: minutes(60) })
  await redeemCode(ctx, phone, 'register', input.code)
  const taken = await isTaken(ctx, phone, idNumber)
  await changeDraft(ctx, token, (before) => (before.phone === phone ? { ...before, phoneProved: true, taken } : before))
}

/**
 * Whether a number has an account: asked in the name of a proved phone, and counted against it and the address, so that
 * numbers cannot be tried one after another.
 * @throws Refused('too_many_attempts')
 */
export async function isTaken(ctx: Ctx, provedPhone: string, idNumber: string): Promise<boolean> {
  await limitChecks(ctx, provedPhone)
  const rows = await ctx.db.select({ id: trainees.id }).from(trainees).where(hasIdNumber(idNumber))
  return rows.length > 0
}

/** For every question whether something has an account. @throws Refused('too_many_attempts') */
export async function limitChecks(ctx: Ctx, provedPhone: string): Promise<void> {
  await limitAttempts(ctx, `register-check:${hmac('register-check', provedPhone)}`, { max: 5, windowMs: minutes(60) })
  await limitAttempts(ctx, `register-check-address:${networkOf(ctx)}`, { max: 60, windowMs: minutes(60) })
}
