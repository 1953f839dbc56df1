import type { z } from 'zod'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { formatSeconds } from '@/lib/shared/time'
import { checkCaptcha } from './captcha'
import { type Attempt, admit, type Claim, forgive, lookBack, recordFailure } from './guessing'
import type { SignInInput } from './input'
import { passwordMatches } from './passwords'
import { findTraineeByIdNumber, idNumberIndex } from './queries'

/** What comes beside the form's fields: the captcha that was drawn, and what the browser remembers of who signed in on it. */
export type Brought = { captcha: string; captchaToken: string | undefined; device?: string | undefined }
type Account = { id: string; passwordHash: string | null; status: 'active' | 'disabled' }

/** What a trainee's attempts are counted under; every door has keys of its own. */
export const signInKey = (idNumber: string) => `sign-in:${idNumberIndex(idNumber)}`

/**
 * What stands before every attempt at a door that always asks for a captcha, by whatever password.
 * @throws Refused('sign_in_wait' | 'captcha_wrong' | 'too_many_attempts')
 */
export async function admitAttempt(ctx: Ctx, claim: Claim, input: Brought, account: Account | null): Promise<Attempt> {
  const past = await lookBack(ctx, claim, account, input.device)
  await checkCaptcha(ctx, input.captchaToken, input.captcha)
  return admit(ctx, claim, past, account?.id)
}

/** The refusal of a door for what does not match. `wait`: how long until the next try, in words; null: none. */
type Wrong = (wait: string | null) => Refused

/**
 * Whether an attempt that was let through proves who somebody is. Unknown names, wrong passwords and disabled accounts get the same answer
 * and take as long.
 * @throws wrong(how long the next try has to wait)
 */
export async function prove<A extends Account>(ctx: Ctx, attempt: Attempt, account: A | null, password: string, wrong: Wrong): Promise<A> {
  const matches = await passwordMatches(account?.passwordHash, password)
  if (!account || !matches || account.status !== 'active') {
    await recordFailure(ctx, attempt, account && matches ? 'inactive' : 'wrong', account?.id)
    throw wrong(attempt.waitSeconds ? formatSeconds(attempt.waitSeconds) : null)
  }
  await forgive(ctx, attempt)
  return account
}

/** @throws Refused('sign_in_wrong' | 'sign_in_wrong_wait' | those of admitAttempt) */
export async function signIn(ctx: Ctx, input: Omit<z.output<typeof SignInInput>, 'next'> & Brought): Promise<{ id: string }> {
  const claim: Claim = { door: 'trainee', name: input.idNumber, key: signInKey(input.idNumber) }
  const account = await findTraineeByIdNumber(ctx, input.idNumber)
  const attempt = await admitAttempt(ctx, claim, input, account)
  const wrong = (wait: string | null) =>
    wait ? new Refused('sign_in_wrong_wait', { wait }, 'password') : new Refused('sign_in_wrong', {}, 'password')
  const { id } = await prove(ctx, attempt, account, input.password, wrong)
  return { id }
}
