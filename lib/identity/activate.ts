import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { accounts } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { addressOf, type Ctx, inTransaction } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { seal, unseal } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import { forgetGuesses } from './guessing'
import type { ActivateInput, AskWithoutPhoneInput } from './input'
import { phoneMark } from './phone-mark'
import { findTraineeByIdNumber, idNumberIndex } from './queries'
import { refuseUnfitFor, setPassword } from './set-password'
import { admitAttempt, type Brought, signInKey } from './sign-in'
import { nobody, type Picture, redeemCode, sendCode } from './sms'

/** What the browser carries from step to step: sealed, so that the number typed at sign-in cannot be read from a shared computer. */
type Activation = { idNumber: string; mark: string; exp: number }
export const activationSeconds = 15 * 60

/**
 * First step, for whoever signs in with 123456. Every ID number comes this far, known or not: whether it belongs to somebody of the
 * old platform is told to nobody but the phone on file. See docs/decisions/0007.
 * @returns a token for the next steps
 * @throws Refused('sign_in_wait' | 'captcha_wrong' | 'too_many_attempts')
 */
export async function startActivation(ctx: Ctx, input: { idNumber: string; password: string } & Brought): Promise<string> {
  await admitAttempt(ctx, { door: 'trainee', name: input.idNumber, key: signInKey(input.idNumber) }, input, null)
  return activationFor(ctx, input.idNumber)
}

/** The same where the caller has admitted, or proved, whoever brings the number. */
export async function activationFor(ctx: Ctx, idNumber: string): Promise<string> {
  const mark = phoneMark(await findWaiting(ctx, idNumber))
  const activation: Activation = { idNumber, mark, exp: later(ctx.now, activationSeconds * 1000).getTime() }
  return seal('activation', JSON.stringify(activation))
}

/** What a token holds that is still good. @throws Refused('activation_expired') */
export function openActivation(ctx: Ctx, token: string | undefined): Activation {
  const text = token ? unseal('activation', token) : null
  const activation: Activation | null = text && JSON.parse(text)
  if (!activation || activation.exp <= ctx.now.getTime()) throw new Refused('activation_expired')
  return activation
}

/** Somebody whose account waits for its first password, or null. */
async function findWaiting(ctx: Ctx, idNumber: string) {
  const trainee = await findTraineeByIdNumber(ctx, idNumber)
  return trainee?.mustActivate && trainee.status === 'active' ? trainee : null
}

/** The same, with a phone, which was on file when it began: one that changed meanwhile proves nothing. */
async function findReachable(ctx: Ctx, { idNumber, mark }: Activation) {
  const trainee = await findWaiting(ctx, idNumber)
  return trainee?.phone && phoneMark(trainee) === mark ? { ...trainee, phone: trainee.phone } : null
}

const stranger = ({ idNumber }: Activation) => nobody(idNumberIndex(idNumber))

/** @throws Refused('activation_expired' | those of sendCode) */
export async function sendActivationCode(ctx: Ctx, token: string | undefined, picture: Picture): Promise<void> {
  const activation = openActivation(ctx, token)
  await sendCode(ctx, (await findReachable(ctx, activation))?.phone ?? stranger(activation), 'activate', picture)
}

/**
 * Last step: the code proves the phone on file, the new password opens the account. Before the code, a password is refused only for
 * what whoever typed the ID number knows anyway; that it holds the phone number is said after.
 * @returns the account, to begin a session with
 * @throws Refused('activation_expired' | 'too_many_attempts' | 'sms_code_wrong' | 'sms_code_used_up' | those of setPassword)
 */
export async function activate(ctx: Ctx, token: string | undefined, input: z.output<typeof ActivateInput>) {
  const activation = openActivation(ctx, token)
  const { idNumber } = activation
  await limitAttempts(ctx, `activate:${idNumberIndex(idNumber)}`, { max: 10, windowMs: minutes(15) })
  refuseUnfitFor({ idNumber }, input)
  const trainee = await findReachable(ctx, activation)
  await redeemCode(ctx, trainee?.phone ?? stranger(activation), 'activate', input.code)
  if (!trainee) throw new Refused('activation_expired') // a code to nobody was guessed
  const { id } = trainee
  const session = await inTransaction(ctx, async (tx) => {
    const waiting = and(eq(accounts.id, id), eq(accounts.mustActivate, true), eq(accounts.status, 'active'))
    const [account] = await tx.db.select({ id: accounts.id }).from(accounts).where(waiting).for('update')
    if (!account) throw new Refused('activation_expired')
    await setPassword(tx, id, input)
    await record({ ...tx, actor: { kind: 'trainee', id, address: addressOf(ctx) } }, 'account.activate', id)
    return { id }
  })
  await forgetGuesses(ctx, signInKey(idNumber))
  return session
}

/**
 * For those without a phone on file, who give their name as well: the hotline's staff find that they asked. All get one and the same answer,
 * that only the hotline can help, and every time a line is written.
 * @throws Refused('activation_expired' | 'too_many_attempts')
 */
export async function askWithoutPhone(ctx: Ctx, token: string | undefined, input: z.output<typeof AskWithoutPhoneInput>): Promise<void> {
  const { idNumber } = openActivation(ctx, token)
  await limitAttempts(ctx, `recovery:${idNumberIndex(idNumber)}`, { max: 10, windowMs: minutes(60) }) // names are guessed here as there
  const trainee = await findWaiting(ctx, idNumber)
  const asks = trainee && !trainee.phone && trainee.name === input.name
  await record(ctx, 'account.ask_without_phone', asks ? trainee.id : undefined)
}
