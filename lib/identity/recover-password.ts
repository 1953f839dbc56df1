import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { trainees } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { addressOf, type Ctx, inTransaction } from '@/lib/shared/context'
import { forgetAttempts, limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { sign, verifySigned } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import { checkCaptcha } from './captcha'
import type { ResetPasswordInput, StartRecoveryInput } from './input'
import { findTraineeByIdNumber, idNumberIndex } from './queries'
import { maskPhone } from './rules'
import { refuseUnfit, setPassword } from './set-password'
import { canSendCodes, redeemCode, sendCode } from './sms'

type Recovery = { traineeId: string; exp: number }

/**
 * First step: name and ID number. An unknown number, another name and a missing phone all get the same answer.
 * @returns a token for the next steps, good for ten minutes
 * @throws Refused('recovery_unmatched' | 'captcha_wrong' | 'too_many_attempts')
 */
export async function startRecovery(
  ctx: Ctx,
  input: z.output<typeof StartRecoveryInput> & { captchaToken: string | undefined },
): Promise<string> {
  await limitAttempts(ctx, `recovery-address:${addressOf(ctx)}`, { max: 60, windowMs: minutes(15) })
  await checkCaptcha(ctx, input.captchaToken, input.captcha)
  await limitAttempts(ctx, `recovery:${idNumberIndex(input.idNumber)}`, { max: 10, windowMs: minutes(60) })
  const trainee = await findTraineeByIdNumber(ctx, input.idNumber)
  const reachable = trainee?.status === 'active' && trainee.phone && canSendCodes()
  if (!reachable || trainee.name !== input.name) throw new Refused('recovery_unmatched')
  return sign('recovery', { traineeId: trainee.id, exp: later(ctx.now, minutes(10)).getTime() } satisfies Recovery)
}

/** @throws Refused('recovery_expired') */
async function open(ctx: Ctx, token: string | undefined): Promise<{ traineeId: string; phone: string }> {
  const recovery = token ? verifySigned<Recovery>('recovery', token, ctx.now) : null
  if (!recovery) throw new Refused('recovery_expired')
  const [row] = await ctx.db.select({ phone: trainees.phone }).from(trainees).where(eq(trainees.id, recovery.traineeId))
  if (!row?.phone) throw new Refused('recovery_expired')
  return { traineeId: recovery.traineeId, phone: row.phone }
}

/** The phone that the code goes to, masked. @throws Refused('recovery_expired') */
export async function getRecoveryPhone(ctx: Ctx, token: string | undefined): Promise<string> {
  return maskPhone((await open(ctx, token)).phone)
}

/** @throws Refused('recovery_expired' | 'sms_too_soon' | 'sms_limit' | 'too_many_attempts') */
export async function sendRecoveryCode(ctx: Ctx, token: string | undefined): Promise<void> {
  const { phone } = await open(ctx, token)
  await sendCode(ctx, phone, 'recover_password')
}

/**
 * Last step. An unfit password is refused before the code is used up; what the old one was is told only after the code has
 * proved who asks. The code is redeemed outside the transaction: a wrong try must stay counted.
 * @throws Refused('recovery_expired' | 'too_many_attempts' | 'sms_code_wrong' | 'sms_code_used_up' | those of setPassword)
 */
export async function resetPassword(ctx: Ctx, token: string | undefined, input: z.output<typeof ResetPasswordInput>): Promise<void> {
  const { traineeId, phone } = await open(ctx, token)
  await limitAttempts(ctx, `reset-password:${traineeId}`, { max: 10, windowMs: minutes(15) })
  await refuseUnfit(ctx, traineeId, input)
  await redeemCode(ctx, phone, 'recover_password', input.code)
  await inTransaction(ctx, async (tx) => {
    await setPassword(tx, traineeId, input)
    await record(tx, 'password.recover', traineeId)
  })
  const idIndex = await ctx.db.select({ index: trainees.idNumberIndex }).from(trainees).where(eq(trainees.id, traineeId))
  await forgetAttempts(ctx, `sign-in:${idIndex[0]?.index}`)
}
