import type { z } from 'zod'
import { record } from '@/lib/audit/record'
import { addressOf, type Ctx } from '@/lib/shared/context'
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

type Attempt = Omit<z.output<typeof SignInInput>, 'next'> & { captchaToken: string | undefined }

/**
 * What stands before every attempt to sign in, by whatever password: the limits and the captcha.
 * @throws Refused('sign_in_locked' | 'captcha_wrong' | 'too_many_attempts')
 */
export async function admitAttempt(ctx: Ctx, input: Attempt) {
  const addressKey = `sign-in-address:${addressOf(ctx)}`
  await limitAttempts(ctx, addressKey, perAddress)
  await checkCaptcha(ctx, input.captchaToken, input.captcha)

  const accountKey = `sign-in:${idNumberIndex(input.idNumber)}`
  const { count } = await countAttempt(ctx, accountKey, perAccount)
  if (count > perAccount.max) throw new Refused('sign_in_locked')
  return { left: perAccount.max - count }
}

/** Somebody got in: what was counted on the way was no guessing. */
export async function forgiveAttempts(ctx: Ctx, idNumber: string): Promise<void> {
  await forgetAttempts(ctx, `sign-in:${idNumberIndex(idNumber)}`)
  await takeBackAttempt(ctx, `sign-in-address:${addressOf(ctx)}`)
}

/**
 * Proves who somebody is.
 * @throws Refused('sign_in_wrong' | 'sign_in_locked' | 'captcha_wrong' | 'too_many_attempts')
 */
export async function signIn(ctx: Ctx, input: Attempt) {
  const { left } = await admitAttempt(ctx, input)
  const trainee = await findTraineeByIdNumber(ctx, input.idNumber)
  const matches = await passwordMatches(trainee?.passwordHash, input.password)
  if (!trainee || !matches || trainee.status !== 'active') {
    if (left === 0) throw new Refused('sign_in_locked')
    throw new Refused('sign_in_wrong', { left }, 'password')
  }
  await forgiveAttempts(ctx, input.idNumber)
  const { id, name } = trainee
  await record({ ...ctx, actor: { kind: 'trainee', id, name, address: addressOf(ctx) } }, 'session.begin', id)
  return { id, sessionVersion: trainee.sessionVersion }
}
