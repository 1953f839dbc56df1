import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Cipher } from '@/db/columns'
import { accounts, staff } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { decryptColumn, encryptColumn } from '@/lib/shared/ciphers'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { forgetAttempts, limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { seal } from '@/lib/shared/secrets'
import { minutes } from '@/lib/shared/time'
import { checkCaptcha } from './captcha'
import { admit, type Claim, captchaAfter, lookBack, recordRefusal } from './guessing'
import { newRecoveryCodes, storeRecoveryCodes, withoutRecoveryCode } from './recovery-codes'
import { type Brought, prove } from './sign-in'
import type { StaffCodeInput, StaffNewPasswordInput, StaffSignInInput } from './staff-input'
import { setStaffPassword } from './staff-password'
import { credentialOf, openProof, type StaffProof, signProof } from './staff-proof'
import { acceptedStep, newTotpSecret } from './totp'

/** Of the second step: five wrong codes, then fifteen minutes' rest. Whoever comes so far knows the password. */
const perMember = { max: 5, windowMs: minutes(15) }

/** Who may begin a session, or one more step: the first password must be changed. */
export type Proved = { session: { id: string; how?: 'sso' | 'passkey' }; next: string | null } | { token: string }

export const staffSignInKey = (userName: string) => `staff-sign-in:${userName}`

/**
 * First step of the staff's door: user name and password, from the second failure on also a captcha. What is answered tells nobody whether
 * the name exists.
 * @returns a token for the second step; never a session
 * @throws Refused('captcha_due' | 'captcha_wrong' | 'staff_sign_in_wrong' | 'staff_sign_in_wrong_wait' | 'sign_in_wait' | 'too_many_attempts')
 */
export async function checkStaffPassword(ctx: Ctx, input: z.output<typeof StaffSignInInput> & Partial<Brought>): Promise<string> {
  const claim: Claim = { door: 'staff', name: input.userName, key: staffSignInKey(input.userName) }
  const account = await findByUserName(ctx, input.userName)
  const past = await lookBack(ctx, claim, account, input.device)
  if (past.failures >= captchaAfter) {
    if (!input.captcha) throw new Refused('captcha_due', {}, 'captcha')
    await checkCaptcha(ctx, input.captchaToken, input.captcha)
  }
  const attempt = await admit(ctx, claim, past, account?.id)
  const wrong = (wait: string | null) =>
    wait ? new Refused('staff_sign_in_wrong_wait', { wait }, 'password') : new Refused('staff_sign_in_wrong', {}, 'password')
  const { id, passwordHash, totpConfirmedAt } = await prove(ctx, attempt, account, input.password, wrong)
  const offered = totpConfirmedAt ? null : seal('totp-offer', newTotpSecret())
  return signProof(ctx, { id, credential: credentialOf(passwordHash), proved: false, offered, next: input.next || null })
}

async function findByUserName(ctx: Ctx, userName: string) {
  const [row] = await ctx.db
    .select({
      id: staff.id,
      passwordHash: accounts.passwordHash,
      status: accounts.status,
      totpConfirmedAt: staff.totpConfirmedAt,
    })
    .from(staff)
    .innerJoin(accounts, eq(accounts.id, staff.id))
    .where(eq(staff.userName, userName))
  return row ?? null
}

/**
 * Second step: the code of the authenticator, or a recovery code. Neither counts twice, also when two come at once.
 * @throws Refused('staff_proof_expired' | 'staff_code_wrong' | 'too_many_attempts')
 */
export async function proveCode(ctx: Ctx, token: string | undefined, { code }: z.output<typeof StaffCodeInput>): Promise<Proved> {
  const { proof, step } = await openProof(ctx, token)
  if (step !== 'code') throw new Refused('staff_proof_expired')
  await atDoor(ctx, proof.id, (tx) => spendCode(tx, proof.id, code))
  return goOn(ctx, proof)
}

/**
 * The first time: the secret that the QR code showed is kept once a code of it is right.
 * @returns also the recovery codes, which are told this once
 * @throws as proveCode
 */
export async function confirmTotp(
  ctx: Ctx,
  token: string | undefined,
  { code }: z.output<typeof StaffCodeInput>,
): Promise<Proved & { staffId: string; codes: string[] }> {
  const { proof, step, secret } = await openProof(ctx, token)
  if (step !== 'set-up' || !secret) throw new Refused('staff_proof_expired')
  const codes = await atDoor(ctx, proof.id, (tx) => keepTotp(tx, proof.id, secret, code, 'first'))
  return { ...(await goOn(ctx, proof)), staffId: proof.id, codes }
}

/** Last step of a first sign-in: a password of one's own. @throws Refused('staff_proof_expired' | those of setStaffPassword) */
export async function chooseFirstPassword(ctx: Ctx, token: string | undefined, input: z.output<typeof StaffNewPasswordInput>) {
  const { proof, step } = await openProof(ctx, token)
  if (step !== 'password') throw new Refused('staff_proof_expired')
  const { id } = proof
  await inTransaction(ctx, async (tx) => {
    await setStaffPassword(tx, id, input)
    await record(tx, 'staff.password', id)
  })
  return { session: { id }, next: proof.next }
}

/** Counts a try before it is looked at, outside of the transaction that a wrong one rolls back. */
export async function guarded<T>(ctx: Ctx, staffId: string, work: (tx: Ctx) => Promise<T>): Promise<T> {
  await limitAttempts(ctx, `staff-code:${staffId}`, perMember)
  const result = await inTransaction(ctx, work)
  await forgetAttempts(ctx, `staff-code:${staffId}`)
  return result
}

const refusals: Record<string, 'code' | 'passkey' | 'waiting'> = {
  staff_code_wrong: 'code',
  passkey_wrong: 'passkey',
  too_many_attempts: 'waiting',
}

/** The same for who is not in yet: what was refused is written down. */
export async function atDoor<T>(ctx: Ctx, staffId: string, work: (tx: Ctx) => Promise<T>): Promise<T> {
  try {
    return await guarded(ctx, staffId, work)
  } catch (error) {
    const code = error instanceof Refused && error.code
    const why = refusals[String(code)]
    if (why) await recordRefusal(ctx, { door: 'staff', name: await userNameOf(ctx, staffId) }, why, staffId)
    throw error
  }
}

async function userNameOf(ctx: Ctx, staffId: string): Promise<string> {
  const [row] = await ctx.db.select({ userName: staff.userName }).from(staff).where(eq(staff.id, staffId))
  return row?.userName ?? ''
}

const secretOf = (id: string, cipher: Cipher<'staff.totp_cipher'>) => decryptColumn('staff.totp_cipher', { id }, cipher).toString()

/** @throws Refused('staff_code_wrong') */
export async function spendCode(tx: Ctx, staffId: string, code: string): Promise<void> {
  const [row] = await tx.db
    .select({
      totpCipher: staff.totpCipher,
      totpStep: staff.totpStep,
      recoveryCipher: staff.recoveryCipher,
      recoveryCodes: staff.recoveryCodes,
    })
    .from(staff)
    .where(eq(staff.id, staffId))
    .for('update')
  if (!row?.totpCipher) throw new Refused('staff_code_wrong', {}, 'code')
  const totpStep = /^\d{6}$/.test(code) ? acceptedStep(secretOf(staffId, row.totpCipher), code, row.totpStep, tx.now) : null
  const used = totpStep === null ? withoutRecoveryCode(staffId, row, code) : null
  if (totpStep === null && !used) throw new Refused('staff_code_wrong', {}, 'code')
  await tx.db
    .update(staff)
    .set(used ? used.stored : { totpStep })
    .where(eq(staff.id, staffId))
  if (used) await record(tx, 'staff.recovery_code', staffId, { left: used.left })
}

/**
 * Keeps a secret that a code has proved, and makes recovery codes anew. The `first` takes no other's place, also when two set up at once.
 * @throws Refused('staff_code_wrong' | 'staff_proof_expired')
 */
export async function keepTotp(tx: Ctx, staffId: string, secret: string, code: string, place: 'first' | 'another'): Promise<string[]> {
  const [row] = await tx.db.select({ confirmedAt: staff.totpConfirmedAt }).from(staff).where(eq(staff.id, staffId)).for('update')
  if (place === 'first' && row?.confirmedAt) throw new Refused('staff_proof_expired')
  const totpStep = acceptedStep(secret, code, null, tx.now)
  if (totpStep === null) throw new Refused('staff_code_wrong', {}, 'code')
  const codes = newRecoveryCodes()
  await tx.db
    .update(staff)
    .set({
      totpCipher: encryptColumn('staff.totp_cipher', { id: staffId }, secret),
      totpConfirmedAt: tx.now,
      totpStep,
      ...storeRecoveryCodes(staffId, codes),
    })
    .where(eq(staff.id, staffId))
  await record(tx, 'staff.totp', staffId)
  return codes
}

/** Everything asked for is proved: a session, unless the password is still the first one. */
export async function goOn(ctx: Ctx, proof: Omit<StaffProof, 'exp'>): Promise<Proved> {
  const { id, credential, next, how } = proof
  const token = signProof(ctx, { id, credential, next, how, proved: true, offered: null })
  const { member } = await openProof(ctx, token)
  if (member.mustActivate) return { token }
  return { session: { id: member.id, ...(how && { how }) }, next: proof.next }
}
