import type { z } from 'zod'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, networkOf } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { hmac, seal, unseal } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import { checkCaptcha } from '../captcha'
import { forgetGuesses } from '../guessing'
import type { ResetPasswordInput } from '../input'
import { phoneMark } from '../phone-mark'
import { maskPhone } from '../rules'
import { refuseUnfitFor, setPassword } from '../set-password'
import { nobody, type Picture, redeemCode, sendCode } from '../sms'
import type { StartEnterpriseRecoveryInput } from './input'
import { findEnterpriseByCode } from './queries'
import { enterpriseSignInKey } from './sign-in'

/** What the browser carries from step to step, sealed. `mark`: of the phone on file when it began, if that was the one typed. */
type Recovery = { code: string; phone: string; mark: string; exp: number }
export const enterpriseRecoverySeconds = 10 * 60

/**
 * First step: code and phone. Every pair comes this far, right or wrong: only a message to the phone on file tells them apart.
 * @returns a token for the next steps
 * @throws Refused('captcha_wrong' | 'too_many_attempts')
 */
export async function startEnterpriseRecovery(
  ctx: Ctx,
  input: z.output<typeof StartEnterpriseRecoveryInput> & { captchaToken: string | undefined },
): Promise<string> {
  const { enterpriseCode: code, phone } = input
  await limitAttempts(ctx, `recovery-address:${networkOf(ctx)}`, { max: 60, windowMs: minutes(15) })
  await checkCaptcha(ctx, input.captchaToken, input.captcha)
  await limitAttempts(ctx, `recovery-enterprise:${code}`, { max: 10, windowMs: minutes(60) })
  const mark = phoneMark(await findReachable(ctx, { code, phone }))
  const recovery: Recovery = { code, phone, mark, exp: later(ctx.now, enterpriseRecoverySeconds * 1000).getTime() }
  return seal('enterprise-recovery', JSON.stringify(recovery))
}

/** Null when the time is over. */
function read(ctx: Ctx, token: string | undefined): Recovery | null {
  const text = token ? unseal('enterprise-recovery', token) : null
  if (text === null) return null
  const recovery: Recovery = JSON.parse(text)
  return recovery.exp > ctx.now.getTime() ? recovery : null
}

/** @throws Refused('recovery_expired') */
function open(ctx: Ctx, token: string | undefined): Recovery {
  const recovery = read(ctx, token)
  if (!recovery) throw new Refused('recovery_expired')
  return recovery
}

/** The account whose phone on file was named, or null. */
async function findReachable(ctx: Ctx, { code, phone }: Pick<Recovery, 'code' | 'phone'>) {
  const enterprise = await findEnterpriseByCode(ctx, code)
  return enterprise?.status === 'active' && enterprise.phone === phone ? enterprise : null
}

/** The same, and it was so when it began: a phone that came to be on file meanwhile proves nothing. */
async function findMatch(ctx: Ctx, recovery: Recovery) {
  const match = await findReachable(ctx, recovery)
  return match && phoneMark(match) === recovery.mark ? match : null
}

const stranger = ({ code, phone }: Recovery) => nobody(hmac('enterprise-recovery', `${code}:${phone}`))

/** The phone that was typed, masked; null when the time is over. */
export function enterpriseRecoveryPhone(ctx: Ctx, token: string | undefined): string | null {
  const recovery = read(ctx, token)
  return recovery && maskPhone(recovery.phone)
}

/** @throws Refused('recovery_expired' | those of sendCode) */
export async function sendEnterpriseRecoveryCode(ctx: Ctx, token: string | undefined, picture: Picture): Promise<void> {
  const recovery = open(ctx, token)
  await sendCode(ctx, (await findMatch(ctx, recovery)) ? recovery.phone : stranger(recovery), 'recover_enterprise', picture)
}

/**
 * Last step. An unfit password is refused before the code is used up, for strangers alike; what the old one was is told only after the
 * code has proved who asks. The code is redeemed outside the transaction: a wrong try must stay counted.
 * @throws Refused('recovery_expired' | 'too_many_attempts' | those of redeemCode and setPassword)
 */
export async function resetEnterprisePassword(
  ctx: Ctx,
  token: string | undefined,
  input: z.output<typeof ResetPasswordInput>,
): Promise<void> {
  const recovery = open(ctx, token)
  await limitAttempts(ctx, `reset-enterprise:${recovery.code}`, { max: 10, windowMs: minutes(15) })
  refuseUnfitFor(recovery, input)
  const enterprise = await findMatch(ctx, recovery)
  await redeemCode(ctx, enterprise ? recovery.phone : stranger(recovery), 'recover_enterprise', input.code)
  if (!enterprise) throw new Refused('sms_code_wrong', {}, 'code') // a stranger's code was never sent; guessed, it still opens nothing
  await inTransaction(ctx, async (tx) => {
    await setPassword(tx, enterprise.id, input)
    await record(tx, 'password.recover', enterprise.id)
  })
  await forgetGuesses(ctx, enterpriseSignInKey(recovery.code))
}
