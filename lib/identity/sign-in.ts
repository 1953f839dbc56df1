import type { z } from 'zod'
import { record } from '@/lib/audit/record'
import type { Ctx } from '@/lib/shared/context'
import { countAttempt, forgetAttempts, limitAttempts, takeBackAttempt } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { minutes } from '@/lib/shared/time'
import { checkCaptcha } from './captcha'
import type { SignInInput } from './input'
import { passwordMatches } from './passwords'
import { findTraineeByIdNumber, idNumberIndex } from './queries'

/** GB/T 22239: five wrong passwords, then fifteen minutes' rest. Numbers nobody registered are counted alike. */
const perAccount = { max: 5, windowMs: minutes(15) }
/** An office behind one address may have hundreds of people; only failures stay counted against it. */
const perAddress = { max: 100, windowMs: minutes(15) }

/**
 * Proves who somebody is.
 * @throws Refused('sign_in_wrong' | 'sign_in_locked' | 'captcha_wrong' | 'too_many_attempts')
 */
export async function signIn(ctx: Ctx, input: Omit<z.output<typeof SignInInput>, 'next'> & { captchaToken: string | undefined }) {
  const address = ctx.actor.kind === 'system' ? 'system' : ctx.actor.address
  const addressKey = `sign-in-address:${address}`
  await limitAttempts(ctx, addressKey, perAddress)
  await checkCaptcha(ctx, input.captchaToken, input.captcha)

  const accountKey = `sign-in:${idNumberIndex(input.idNumber)}`
  const { count } = await countAttempt(ctx, accountKey, perAccount)
  if (count > perAccount.max) throw new Refused('sign_in_locked')

  const trainee = await findTraineeByIdNumber(ctx, input.idNumber)
  const matches = await passwordMatches(trainee?.passwordHash, input.password)
  if (!trainee || !matches || trainee.status !== 'active') {
    if (count === perAccount.max) throw new Refused('sign_in_locked')
    throw new Refused('sign_in_wrong', { left: perAccount.max - count }, 'password')
  }
  await forgetAttempts(ctx, accountKey)
  await takeBackAttempt(ctx, addressKey)
  await record({ ...ctx, actor: { kind: 'trainee', id: trainee.id, name: trainee.name, address } }, 'session.begin', trainee.id)
  return { id: trainee.id, sessionVersion: trainee.sessionVersion }
}
