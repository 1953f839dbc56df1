import type { z } from 'zod'
import { record } from '@/lib/audit/record'
import { type Actor, addressOf, type Ctx } from '@/lib/shared/context'
import { countAttempt, forgetAttempts, limitAttempts, takeBackAttempt } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { minutes } from '@/lib/shared/time'
import { checkCaptcha } from './captcha'
import type { SignInInput } from './input'
import { passwordMatches } from './passwords'
import { findTraineeByIdNumber, idNumberIndex } from './queries'

/** GB/T 22239: five wrong passwords, then fifteen minutes' rest. Names nobody registered are counted alike. */
const perAccount = { max: 5, windowMs: minutes(15) }
/** An office behind one address may have hundreds of people; only failures stay counted against it. */
const perAddress = { max: 100, windowMs: minutes(15) }

type Captcha = { captcha: string; captchaToken: string | undefined }
type Account = { id: string; name: string; passwordHash: string | null; status: 'active' | 'disabled'; sessionVersion: number }

/** What a trainee's attempts are counted under; every door has keys of its own. */
export const signInKey = (idNumber: string) => `sign-in:${idNumberIndex(idNumber)}`

/**
 * What stands before every attempt to sign in, at whatever door and by whatever password: the limits and the captcha.
 * @throws Refused('sign_in_locked' | 'captcha_wrong' | 'too_many_attempts')
 */
export async function admitAttempt(ctx: Ctx, accountKey: string, input: Captcha) {
  const addressKey = `sign-in-address:${addressOf(ctx)}`
  await limitAttempts(ctx, addressKey, perAddress)
  await checkCaptcha(ctx, input.captchaToken, input.captcha)
  const { count } = await countAttempt(ctx, accountKey, perAccount)
  if (count > perAccount.max) throw new Refused('sign_in_locked')
  return { left: perAccount.max - count }
}

/** Somebody got in: what was counted on the way was no guessing. */
export async function forgiveAttempts(ctx: Ctx, accountKey: string): Promise<void> {
  await forgetAttempts(ctx, accountKey)
  await takeBackAttempt(ctx, `sign-in-address:${addressOf(ctx)}`)
}

/**
 * Proves at any door who somebody is. Unknown names, wrong passwords and disabled accounts get the same answer, `wrong`, and take as long.
 * @throws wrong(tries left); Refused('sign_in_locked' | 'captcha_wrong' | 'too_many_attempts')
 */
export async function prove<A extends Account>(
  ctx: Ctx,
  accountKey: string,
  input: Captcha & { password: string },
  find: () => Promise<A | null>,
  wrong: (left: number) => Refused,
): Promise<A> {
  const { left } = await admitAttempt(ctx, accountKey, input)
  const account = await find()
  const matches = await passwordMatches(account?.passwordHash, input.password)
  if (!account || !matches || account.status !== 'active') {
    if (left === 0) throw new Refused('sign_in_locked')
    throw wrong(left)
  }
  await forgiveAttempts(ctx, accountKey)
  return account
}

/** A session begins: written down in the name of whom it belongs to. @returns what begins it */
export async function recordSession(ctx: Ctx, actor: Exclude<Actor, { kind: 'visitor' | 'system' }>, sessionVersion: number) {
  await record({ ...ctx, actor }, 'session.begin', actor.id)
  return { id: actor.id, sessionVersion }
}

/** @throws Refused('sign_in_wrong' | those of prove) */
export async function signIn(ctx: Ctx, input: Omit<z.output<typeof SignInInput>, 'next'> & Captcha) {
  const find = () => findTraineeByIdNumber(ctx, input.idNumber)
  const wrong = (left: number) => new Refused('sign_in_wrong', { left }, 'password')
  const { id, name, sessionVersion } = await prove(ctx, signInKey(input.idNumber), input, find, wrong)
  return recordSession(ctx, { kind: 'trainee', id, name, address: addressOf(ctx) }, sessionVersion)
}
