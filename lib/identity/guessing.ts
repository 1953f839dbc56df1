import { record } from '@/lib/audit/record'
import { triedName } from '@/lib/audit/tried'
import { type Ctx, type Door, networkOf } from '@/lib/shared/context'
import { attemptsOf, countWithWaits, forgetAttemptsUnder, forgiveAttempt, limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { formatSeconds, hours, minutes } from '@/lib/shared/time'
import { knownDevice } from './known-device'

/**
 * How guessing passwords is slowed down without a lock that strangers could close (GB/T 22239, 登录失败处理; OWASP ASVS 6.3.1). What is counted:
 *
 * - an account from a network, or from a device that knows it: after the second failure each try has to wait longer than the one before;
 * - an account from everywhere else in a day: a guesser with many networks gets one free try at each, and then waits at once;
 * - a network, for whoever guesses at many accounts.
 *
 * A wait is of the one who guesses: the owner comes from another network, or with a known device, and waits for nobody. Accounts that do
 * not exist are counted alike, so that no answer tells that one does.
 */
export type Claim = {
  door: Door
  /** As it was typed. */
  name: string
  /** What the account is counted under; every door has keys of its own. */
  key: string
}
type Account = { id: string; passwordHash: string | null }

/** Seconds to wait after the first, the second, … try. */
const waits = [0, 0, 5, 15, 30, 60, 120, 300, 900]
/** The same once an account has been guessed at from everywhere. */
const strictWaits = [60, 300, 900]
const guessedAt = 20
const windowMs = hours(24)
/** An office behind one address may have hundreds of people; only failures stay counted against it. */
const perNetwork = { max: 100, windowMs: minutes(15) }
/** From this failure on a door that asks for no captcha asks for one. */
export const captchaAfter = 2

/** One try that was let through, and what to tell if it is wrong. */
export type Attempt = { claim: Claim; place: string; known: boolean; waitSeconds: number }

const networkKey = (ctx: Ctx, { door }: Claim) => `sign-in-network:${door}:${networkOf(ctx)}`

/**
 * Where a try comes from, and how often it went wrong from there and from everywhere. A network is counted first of all, also for captchas
 * that were misread.
 * @throws Refused('too_many_attempts')
 */
export async function lookBack(ctx: Ctx, claim: Claim, account: Account | null, device: string | undefined) {
  const deviceId = knownDevice(device, account, ctx.now)
  const place = deviceId ? `${claim.key}#${deviceId}` : `${claim.key}@${networkOf(ctx)}`
  const asked = [place, claim.key]
  const [here = 0, everywhere = 0] = deviceId
    ? await attemptsOf(ctx, asked)
    : await limitAttempts(ctx, networkKey(ctx, claim), perNetwork, asked)
  return {
    place,
    known: deviceId !== null,
    failures: deviceId ? here : Math.max(here, everywhere),
    strict: !deviceId && everywhere >= guessedAt,
  }
}

/**
 * Counts a try before it is looked at, so that parallel guesses cannot slip through. Call it outside a transaction that may roll back.
 * @throws Refused('sign_in_wait')
 */
export async function admit(ctx: Ctx, claim: Claim, past: Awaited<ReturnType<typeof lookBack>>, accountId?: string): Promise<Attempt> {
  const { place, known, strict } = past
  const also = known ? undefined : { key: claim.key, max: guessedAt, windowMs }
  const counted = await countWithWaits(ctx, place, { waits: strict ? strictWaits : waits, windowMs, also })
  if ('waitSeconds' in counted) {
    await recordRefusal(ctx, claim, 'waiting', accountId)
    throw new Refused('sign_in_wait', { wait: formatSeconds(counted.waitSeconds) })
  }
  return { claim, place, known, waitSeconds: counted.nextWaitSeconds }
}

/** Who tried, from where, and why not: never what was typed as the password. */
export async function recordRefusal(
  ctx: Ctx,
  { door, name }: Omit<Claim, 'key'>,
  why: 'wrong' | 'inactive' | 'code' | 'waiting' | 'sso' | 'passkey',
  id?: string,
) {
  await record(ctx, 'session.refused', id, { ...triedName(name), door, why })
}

/** It was wrong: written down, with the wait that follows if there is one. */
export async function recordFailure(
  ctx: Ctx,
  { claim, waitSeconds }: Attempt,
  why: 'wrong' | 'inactive',
  accountId?: string,
): Promise<void> {
  await recordRefusal(ctx, claim, why, accountId)
  const { door, name } = claim
  if (waitSeconds) await record(ctx, 'session.wait', accountId, { ...triedName(name), door, seconds: waitSeconds })
}

/** Somebody got in: what was counted from here was no guessing. What others counted stays. */
export async function forgive(ctx: Ctx, { claim, place, known }: Attempt): Promise<void> {
  await forgiveAttempt(ctx, { forget: place, takeBack: known ? [] : [claim.key, networkKey(ctx, claim)] })
}

/** The account was proved in another way, or reset: nothing that was counted against it holds any more. */
export const forgetGuesses = (ctx: Ctx, key: string): Promise<void> => forgetAttemptsUnder(ctx, key)
