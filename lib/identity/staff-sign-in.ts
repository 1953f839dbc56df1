import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { accounts, staff } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { addressOf, type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { countAttempt, forgetAttempts, limitAttempts, takeBackAttempt } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { roleRights } from '@/lib/shared/rights'
import { decrypt, encrypt } from '@/lib/shared/secrets'
import { minutes } from '@/lib/shared/time'
import { passwordMatches } from './passwords'
import type { StaffCodeInput, StaffNewPasswordInput, StaffSignInInput } from './staff-input'
import { setStaffPassword } from './staff-password'
import { openProof, type StaffProof, signProof } from './staff-proof'
import { acceptedStep, newRecoveryCodes, newTotpSecret, recoveryHash, withoutRecoveryCode } from './totp'

/** GB/T 22239: five wrong tries, then fifteen minutes' rest. User names that nobody has are counted alike. */
const perAccount = { max: 5, windowMs: minutes(15) }
const perAddress = { max: 30, windowMs: minutes(15) }

type Session = { id: string; sessionVersion: number }
/** A session, or one more step: the first password must be changed. */
type Proved = { session: Session; next: string | null } | { token: string }

/**
 * First step of the staff's door: user name and password. What is answered tells nobody whether the name exists.
 * @returns a token for the second step; never a session
 * @throws Refused('staff_sign_in_wrong' | 'staff_sign_in_locked' | 'too_many_attempts')
 */
export async function checkStaffPassword(ctx: Ctx, input: z.output<typeof StaffSignInInput>): Promise<string> {
  const addressKey = `staff-sign-in-address:${addressOf(ctx)}`
  const accountKey = `staff-sign-in:${input.userName}`
  await limitAttempts(ctx, addressKey, perAddress)
  const { count } = await countAttempt(ctx, accountKey, perAccount)
  if (count > perAccount.max) throw new Refused('staff_sign_in_locked')
  const member = await findByUserName(ctx, input.userName)
  const matches = await passwordMatches(member?.passwordHash, input.password)
  if (!member || !matches || member.status !== 'active') {
    if (count < perAccount.max) throw new Refused('staff_sign_in_wrong', { left: perAccount.max - count }, 'password')
    if (member) await record(ctx, 'staff.lock', member.id)
    throw new Refused('staff_sign_in_locked')
  }
  await forgetAttempts(ctx, accountKey)
  await takeBackAttempt(ctx, addressKey)
  const { id, sessionVersion } = member
  const offered = member.totpConfirmedAt ? null : encrypt(newTotpSecret())
  return signProof(ctx, { id, sessionVersion, proved: false, offered, next: input.next || null })
}

async function findByUserName(ctx: Ctx, userName: string) {
  const [row] = await ctx.db
    .select({
      id: staff.id,
      passwordHash: accounts.passwordHash,
      status: accounts.status,
      sessionVersion: accounts.sessionVersion,
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
  await guarded(ctx, proof.id, async (tx) => {
    await spendCode(tx, proof.id, code)
  })
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
  const codes = await guarded(ctx, proof.id, (tx) => keepTotp(tx, proof.id, secret, code, 'first'))
  return { ...(await goOn(ctx, proof)), staffId: proof.id, codes }
}

/** Last step of a first sign-in: a password of one's own. @throws Refused('staff_proof_expired' | those of setStaffPassword) */
export async function chooseFirstPassword(ctx: Ctx, token: string | undefined, input: z.output<typeof StaffNewPasswordInput>) {
  const { proof, step } = await openProof(ctx, token)
  if (step !== 'password') throw new Refused('staff_proof_expired')
  const sessionVersion = await inTransaction(ctx, async (tx) => {
    const version = await setStaffPassword(tx, proof.id, input)
    await record(tx, 'staff.password', proof.id)
    return version
  })
  return goOn(ctx, { ...proof, sessionVersion })
}

/** Counts a try before it is looked at, outside of the transaction that a wrong one rolls back. */
export async function guarded<T>(ctx: Ctx, staffId: string, work: (tx: Ctx) => Promise<T>): Promise<T> {
  await limitAttempts(ctx, `staff-code:${staffId}`, perAccount)
  const result = await inTransaction(ctx, work)
  await forgetAttempts(ctx, `staff-code:${staffId}`)
  return result
}

/** @throws Refused('staff_code_wrong') */
export async function spendCode(tx: Ctx, staffId: string, code: string): Promise<void> {
  const [row] = await tx.db
    .select({ totpCipher: staff.totpCipher, totpStep: staff.totpStep, recoveryCodes: staff.recoveryCodes })
    .from(staff)
    .where(eq(staff.id, staffId))
    .for('update')
  if (!row?.totpCipher) throw new Refused('staff_code_wrong', {}, 'code')
  const totpStep = /^\d{6}$/.test(code) ? acceptedStep(decrypt(row.totpCipher).toString(), code, row.totpStep, tx.now) : null
  const recoveryCodes = totpStep === null ? withoutRecoveryCode(row.recoveryCodes, staffId, code) : null
  if (totpStep === null && !recoveryCodes) throw new Refused('staff_code_wrong', {}, 'code')
  await tx.db
    .update(staff)
    .set(recoveryCodes ? { recoveryCodes } : { totpStep })
    .where(eq(staff.id, staffId))
  if (recoveryCodes) await record(tx, 'staff.recovery_code', staffId, { left: recoveryCodes.length })
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
      totpCipher: encrypt(secret),
      totpConfirmedAt: tx.now,
      totpStep,
      recoveryCodes: codes.map((one) => recoveryHash(staffId, one)),
    })
    .where(eq(staff.id, staffId))
  await record(tx, 'staff.totp', staffId)
  return codes
}

/** Everything asked for is proved: a session, unless the password is still the first one. */
async function goOn(ctx: Ctx, { exp: _, ...proof }: StaffProof): Promise<Proved> {
  const token = signProof(ctx, { ...proof, proved: true, offered: null })
  const { member } = await openProof(ctx, token)
  if (member.mustActivate) return { token }
  const { id, name, role } = member
  const actor: Staff = { kind: 'staff', id, name, role, rights: roleRights[role], regions: null, address: addressOf(ctx) }
  await record({ ...ctx, actor }, 'session.begin', id)
  return { session: { id, sessionVersion: member.sessionVersion }, next: proof.next }
}
