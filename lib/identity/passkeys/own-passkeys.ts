import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { and, asc, count, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { accounts, staff } from '@/db/schema/identity'
import { passkeys } from '@/db/schema/sign-in'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { log } from '@/lib/shared/log'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { minutes } from '@/lib/shared/time'
import { passwordMatches } from '../passwords'
import { issueChallenge, takeChallenge } from './challenge'
import type { AddPasskeyInput, OfferPasskeyInput, RemovePasskeyInput, RenamePasskeyInput } from './input'
import { askedInFrame, relyingParty } from './relying-party'

/** 通行密钥 of one's own account: what each member of the staff does with them. */

/** More are an oversight, or somebody who fills the table. */
const most = 10
/** ES256, EdDSA, RS256: every authenticator knows one of these. */
const algorithms = [-7, -8, -257]

export function listOwnPasskeys(ctx: Ctx<Staff>) {
  requireStaff(ctx)
  return ctx.db
    .select({ id: passkeys.id, name: passkeys.name, backedUp: passkeys.backedUp, createdAt: passkeys.createdAt, usedAt: passkeys.usedAt })
    .from(passkeys)
    .where(eq(passkeys.staffId, ctx.actor.id))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
}

/** @throws NotFound when it is not one's own */
export async function getOwnPasskey(ctx: Ctx<Staff>, id: string) {
  const found = (await listOwnPasskeys(ctx)).find((one) => one.id === id)
  if (!found) throw new NotFound()
  return found
}

/**
 * First half, once the password is proved: a session alone, found open, gets no key of its own.
 * @returns what the browser's WebAuthn asks for, and the sealed challenge
 * @throws Refused('password_wrong' | 'too_many_attempts' | 'passkeys_impossible' | 'passkeys_many')
 */
export async function offerPasskey(ctx: Ctx<Staff>, { current }: z.output<typeof OfferPasskeyInput>) {
  requireStaff(ctx)
  const party = relyingParty()
  if (!party) throw new Refused('passkeys_impossible')
  await checkPassword(ctx, current)
  const own = await ctx.db.select().from(passkeys).where(eq(passkeys.staffId, ctx.actor.id))
  if (own.length >= most) throw new Refused('passkeys_many', { most })
  const [member] = await ctx.db.select({ userName: staff.userName }).from(staff).where(eq(staff.id, ctx.actor.id))
  const { challenge, sealed } = issueChallenge(ctx, 'add', ctx.actor.id)
  const options = await generateRegistrationOptions({
    rpID: party.id,
    rpName: party.name,
    userID: new TextEncoder().encode(ctx.actor.id),
    userName: member!.userName,
    userDisplayName: ctx.actor.name,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: own.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { options, sealed }
}

/** Second half. @throws Refused('passkey_not_added' | 'passkeys_many') */
export async function addPasskey(ctx: Ctx<Staff>, sealed: string | undefined, input: z.output<typeof AddPasskeyInput>): Promise<void> {
  requireStaff(ctx)
  const staffId = ctx.actor.id
  const party = relyingParty()
  const challenge = await takeChallenge(ctx, sealed, 'add', staffId)
  if (!party || !challenge) throw new Refused('passkey_not_added')
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: input.response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch((error) => {
    log().warn({ err: error, staffId }, 'a passkey was not added')
    return { verified: false as const, registrationInfo: undefined }
  })
  if (!verified || !registrationInfo || askedInFrame(input.response)) throw new Refused('passkey_not_added')
  const { credential, credentialBackedUp: backedUp } = registrationInfo
  await inTransaction(ctx, async (tx) => {
    await lockMember(tx)
    const [own] = await tx.db.select({ n: count() }).from(passkeys).where(eq(passkeys.staffId, staffId))
    if (own!.n >= most) throw new Refused('passkeys_many', { most })
    const [added] = await tx.db
      .insert(passkeys)
      .values({
        staffId,
        name: input.name,
        id: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: credential.transports ?? [],
        backedUp,
        createdAt: tx.now,
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id })
    if (!added) throw new Refused('passkey_not_added') // somebody has this credential
    await record(tx, 'staff.passkey', staffId, { name: input.name })
  })
}

/** @throws NotFound when it is not one's own */
export async function renamePasskey(ctx: Ctx<Staff>, { passkeyId, name }: z.output<typeof RenamePasskeyInput>): Promise<void> {
  requireStaff(ctx)
  await inTransaction(ctx, async (tx) => {
    await lockMember(tx)
    const before = await getOwnPasskey(tx, passkeyId)
    if (before.name === name) return
    await tx.db.update(passkeys).set({ name }).where(eq(passkeys.id, passkeyId))
    await record(tx, 'staff.passkey_name', tx.actor.id, { before: before.name, after: name })
  })
}

/**
 * Asks for the password as adding does. A second factor is always left.
 * @throws NotFound when it is not one's own; Refused('password_wrong' | 'too_many_attempts' | 'second_factor_last')
 */
export async function removePasskey(ctx: Ctx<Staff>, { passkeyId, current }: z.output<typeof RemovePasskeyInput>): Promise<void> {
  requireStaff(ctx)
  await checkPassword(ctx, current)
  await inTransaction(ctx, async (tx) => {
    const { totpConfirmedAt } = await lockMember(tx)
    const { name } = await getOwnPasskey(tx, passkeyId)
    await tx.db.delete(passkeys).where(and(eq(passkeys.id, passkeyId), eq(passkeys.staffId, tx.actor.id)))
    if (!totpConfirmedAt && !(await listOwnPasskeys(tx)).length) throw new Refused('second_factor_last')
    await record(tx, 'staff.passkey_gone', tx.actor.id, { name })
  })
}

/** @throws NotFound unless somebody of the staff acts */
function requireStaff(ctx: Ctx<Staff>): void {
  if (ctx.actor.kind !== 'staff') throw new NotFound()
}

/** @throws Refused('password_wrong' | 'too_many_attempts') */
async function checkPassword(ctx: Ctx<Staff>, current: string): Promise<void> {
  await limitAttempts(ctx, `change-password:${ctx.actor.id}`, { max: 10, windowMs: minutes(15) })
  const [account] = await ctx.db.select({ passwordHash: accounts.passwordHash }).from(accounts).where(eq(accounts.id, ctx.actor.id))
  if (!(await passwordMatches(account?.passwordHash, current))) throw new Refused('password_wrong', {}, 'current')
}

/** One after the other: only so is the number of keys, and the last second factor, known. */
async function lockMember(tx: Ctx<Staff>) {
  const [row] = await tx.db.select({ totpConfirmedAt: staff.totpConfirmedAt }).from(staff).where(eq(staff.id, tx.actor.id)).for('update')
  if (!row) throw new NotFound()
  return row
}
