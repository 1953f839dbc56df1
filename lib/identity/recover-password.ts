import type { z } from 'zod'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, networkOf } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { hmac, seal, unseal } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import { checkCaptcha } from './captcha'
import { forgetGuesses } from './guessing'
import type { ResetPasswordInput, StartRecoveryInput } from './input'
import { phoneMark } from './phone-mark'
import { findTraineeByIdNumber, idNumberIndex } from './queries'
import { refuseUnfitFor, setPassword } from './set-password'
import { signInKey } from './sign-in'
import { nobody, type Picture, redeemCode, sendCode } from './sms'

/** What the browser carries from step to step, sealed. `mark`: of the phone on file when it began, if the two belong together. */
type Recovery = { name: string; idNumber: string; mark: string; exp: number }
export const recoverySeconds = 10 * 60

/**
 * First step: name and ID number. Every pair comes this far, right or wrong, with a phone or without: only a message to the phone on
 * file tells them apart.
 * @returns a token for the next steps
 * @throws Refused('captcha_wrong' | 'too_many_attempts')
 */
export async function startRecovery(
  ctx: Ctx,
  input: z.output<typeof StartRecoveryInput> & { captchaToken: string | undefined },
): Promise<string> {
  const { name, idNumber } = input
  await limitAttempts(ctx, `recovery-address:${networkOf(ctx)}`, { max: 60, windowMs: minutes(15) })
  await checkCaptcha(ctx, input.captchaToken, input.captcha)
  await limitAttempts(ctx, `recovery:${idNumberIndex(idNumber)}`, { max: 10, windowMs: minutes(60) })
  const mark = phoneMark(await findReachable(ctx, { name, idNumber }))
  const recovery: Recovery = { name, idNumber, mark, exp: later(ctx.now, recoverySeconds * 1000).getTime() }
  return seal('recovery', JSON.stringify(recovery))
}

/** What was typed, of a token that is still good. @throws Refused('recovery_expired') */
export function openRecovery(ctx: Ctx, token: string | undefined): Recovery {
  const text = token ? unseal('recovery', token) : null
  const recovery: Recovery | null = text && JSON.parse(text)
  if (!recovery || recovery.exp <= ctx.now.getTime()) throw new Refused('recovery_expired')
  return recovery
}

/** Whom a code may go to: name and number belong together, and there is a phone. */
async function findReachable(ctx: Ctx, { name, idNumber }: Pick<Recovery, 'name' | 'idNumber'>) {
  const trainee = await findTraineeByIdNumber(ctx, idNumber)
  const reachable = trainee?.status === 'active' && trainee.name === name && trainee.phone
  return reachable ? { ...trainee, phone: reachable } : null
}

/** The same, with the phone that was on file when it began: a phone that changed meanwhile proves nothing. */
async function findMatch(ctx: Ctx, recovery: Recovery) {
  const match = await findReachable(ctx, recovery)
  return match && phoneMark(match) === recovery.mark ? match : null
}

const stranger = ({ name, idNumber }: Recovery) => nobody(hmac('recovery', `${idNumber}:${name}`))

/** @throws Refused('recovery_expired' | those of sendCode) */
export async function sendRecoveryCode(ctx: Ctx, token: string | undefined, picture: Picture): Promise<void> {
  const recovery = openRecovery(ctx, token)
  await sendCode(ctx, (await findMatch(ctx, recovery))?.phone ?? stranger(recovery), 'recover_password', picture)
}

/**
 * Last step. A password that is unfit by what was typed is refused before the code is used up, for strangers alike; what the old one
 * was, or that it holds the phone number, is told only after the code has proved who asks. The code is redeemed outside the transaction:
 * a wrong try must stay counted.
 * @throws Refused('recovery_expired' | 'too_many_attempts' | 'sms_code_wrong' | 'sms_code_used_up' | those of setPassword)
 */
export async function resetPassword(ctx: Ctx, token: string | undefined, input: z.output<typeof ResetPasswordInput>): Promise<void> {
  const recovery = openRecovery(ctx, token)
  const { name, idNumber } = recovery
  await limitAttempts(ctx, `reset-password:${idNumberIndex(idNumber)}`, { max: 10, windowMs: minutes(15) })
  refuseUnfitFor({ name, idNumber }, input)
  const trainee = await findMatch(ctx, recovery)
  await redeemCode(ctx, trainee?.phone ?? stranger(recovery), 'recover_password', input.code)
  if (!trainee) throw new Refused('sms_code_wrong', {}, 'code') // a stranger's code was never sent; guessed, it still opens nothing
  await inTransaction(ctx, async (tx) => {
    await setPassword(tx, trainee.id, input)
    await record(tx, 'password.recover', trainee.id)
  })
  await forgetGuesses(ctx, signInKey(idNumber))
}
