import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { accounts } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { addressOf, type Ctx, inTransaction } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { decrypt, encrypt } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import type { ActivateInput, AskWithoutPhoneInput } from './input'
import { findTraineeByIdNumber, idNumberIndex } from './queries'
import { refuseUnfitFor, setPassword } from './set-password'
import { admitAttempt, forgiveAttempts, signInKey } from './sign-in'
import { nobody, redeemCode, sendCode } from './sms'

/** What the browser carries from step to step: sealed, so that the number typed at sign-in cannot be read from a shared computer. */
type Activation = { idNumber: string; exp: number }
export const activationSeconds = 15 * 60

/**
 * First step, for whoever signs in with 123456. Every ID number comes this far, known or not: whether it belongs to somebody of the
 * old platform is told to nobody but the phone on file. See docs/decisions/0007.
 * @returns a token for the next steps
 * @throws Refused('sign_in_locked' | 'captcha_wrong' | 'too_many_attempts')
 */
export async function startActivation(
  ctx: Ctx,
  input: { idNumber: string; password: string } & Parameters<typeof admitAttempt>[2],
): Promise<string> {
  await admitAttempt(ctx, signInKey(input.idNumber), input)
  const activation: Activation = { idNumber: input.idNumber, exp: later(ctx.now, activationSeconds * 1000).getTime() }
  return encrypt(JSON.stringify(activation))
}

/** The ID number of a token that is still good. @throws Refused('activation_expired') */
export function openActivation(ctx: Ctx, token: string | undefined): string {
  const activation = token && read(token)
  if (!activation || activation.exp <= ctx.now.getTime()) throw new Refused('activation_expired')
  return activation.idNumber
}

function read(token: string): Activation | null {
  try {
    return JSON.parse(decrypt(token).toString())
  } catch {
    return null // a cookie of another key, or not ours
  }
}

/** Somebody whose account waits for its first password, or null. */
async function findWaiting(ctx: Ctx, idNumber: string) {
  const trainee = await findTraineeByIdNumber(ctx, idNumber)
  return trainee?.mustActivate && trainee.status === 'active' ? trainee : null
}

async function recipientOf(ctx: Ctx, idNumber: string): Promise<string> {
  return (await findWaiting(ctx, idNumber))?.phone ?? nobody(idNumberIndex(idNumber))
}

/** @throws Refused('activation_expired' | those of sendCode) */
export async function sendActivationCode(ctx: Ctx, token: string | undefined): Promise<void> {
  const idNumber = openActivation(ctx, token)
  await sendCode(ctx, await recipientOf(ctx, idNumber), 'activate')
}

/**
 * Last step: the code proves the phone on file, the new password opens the account. Before the code, a password is refused only for
 * what whoever typed the ID number knows anyway; that it holds the phone number is said after.
 * @returns the account, to begin a session with
 * @throws Refused('activation_expired' | 'too_many_attempts' | 'sms_code_wrong' | 'sms_code_used_up' | those of setPassword)
 */
export async function activate(ctx: Ctx, token: string | undefined, input: z.output<typeof ActivateInput>) {
  const idNumber = openActivation(ctx, token)
  await limitAttempts(ctx, `activate:${idNumberIndex(idNumber)}`, { max: 10, windowMs: minutes(15) })
  refuseUnfitFor({ idNumber, phone: null }, input)
  const trainee = await findWaiting(ctx, idNumber)
  await redeemCode(ctx, trainee?.phone ?? nobody(idNumberIndex(idNumber)), 'activate', input.code)
  if (!trainee) throw new Refused('activation_expired') // a code to nobody was guessed
  const { id, name } = trainee
  const session = await inTransaction(ctx, async (tx) => {
    const waiting = and(eq(accounts.id, id), eq(accounts.mustActivate, true), eq(accounts.status, 'active'))
    const [account] = await tx.db.select({ id: accounts.id }).from(accounts).where(waiting).for('update')
    if (!account) throw new Refused('activation_expired')
    const sessionVersion = await setPassword(tx, id, input)
    await record({ ...tx, actor: { kind: 'trainee', id, name, address: addressOf(ctx) } }, 'account.activate', id)
    return { id, sessionVersion }
  })
  await forgiveAttempts(ctx, signInKey(idNumber))
  return session
}

/**
 * For those without a phone on file: who gives the name, too, is told that only the hotline can help, and the hotline's staff find
 * that somebody asked. All others get one and the same answer.
 * @throws Refused('activation_expired' | 'activation_unmatched' | 'too_many_attempts')
 */
export async function askWithoutPhone(ctx: Ctx, token: string | undefined, input: z.output<typeof AskWithoutPhoneInput>): Promise<void> {
  const idNumber = openActivation(ctx, token)
  await limitAttempts(ctx, `recovery:${idNumberIndex(idNumber)}`, { max: 10, windowMs: minutes(60) }) // names are guessed here as there
  const trainee = await findWaiting(ctx, idNumber)
  if (!trainee || trainee.phone || trainee.name !== input.name) throw new Refused('activation_unmatched')
  await record(ctx, 'account.ask_without_phone', trainee.id)
}
