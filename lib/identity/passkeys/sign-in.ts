import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server'
import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { accounts } from '@/db/schema/identity'
import { passkeys } from '@/db/schema/sign-in'
import { type Ctx, inTransaction, networkOf } from '@/lib/shared/context'
import { limitAttempts, takeBackAttempt } from '@/lib/shared/limits'
import { log } from '@/lib/shared/log'
import { Refused } from '@/lib/shared/refused'
import { minutes } from '@/lib/shared/time'
import { recordRefusal } from '../guessing'
import { credentialOf, openProof } from '../staff-proof'
import { atDoor, goOn, type Proved } from '../staff-sign-in'
import { issueChallenge, takeChallenge } from './challenge'
import type { ProvePasskeyInput } from './input'
import { askedInFrame, relyingParty } from './relying-party'

type Answer = z.output<typeof ProvePasskeyInput>
const perAddress = { max: 30, windowMs: minutes(15) }

export async function hasPasskeys(ctx: Ctx, staffId: string): Promise<boolean> {
  const [one] = relyingParty() ? await ctx.db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.staffId, staffId)).limit(1) : []
  return Boolean(one)
}

/**
 * A passkey instead of the six digits, for whoever has proved the password.
 * @returns what the browser's WebAuthn asks for, and the sealed challenge
 * @throws Refused('staff_proof_expired' | 'passkeys_impossible')
 */
export async function offerSecondFactor(ctx: Ctx, proofToken: string | undefined) {
  const { proof, step } = await openProof(ctx, proofToken)
  if (step !== 'code') throw new Refused('staff_proof_expired')
  const own = await ctx.db.select({ id: passkeys.id, transports: passkeys.transports }).from(passkeys).where(eq(passkeys.staffId, proof.id))
  if (!own.length) throw new Refused('passkeys_impossible')
  return optionsFor(ctx, 'second', proof.id, own)
}

/** A passkey alone, for whoever has said nothing yet: the browser offers those it has, and nothing is told of anybody. */
export const offerAlone = (ctx: Ctx) => optionsFor(ctx, 'alone', null)

async function optionsFor(
  ctx: Ctx,
  purpose: 'second' | 'alone',
  staffId: string | null,
  allowCredentials?: { id: string; transports: string[] }[],
) {
  const party = relyingParty()
  if (!party) throw new Refused('passkeys_impossible')
  const { challenge, sealed } = issueChallenge(ctx, purpose, staffId)
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    allowCredentials,
    userVerification: 'required',
  })
  return { options, sealed }
}

/** @throws Refused('staff_proof_expired' | 'passkey_wrong' | 'too_many_attempts') */
export async function proveSecondFactor(
  ctx: Ctx,
  proofToken: string | undefined,
  sealed: string | undefined,
  input: Answer,
): Promise<Proved> {
  const { proof, step } = await openProof(ctx, proofToken)
  if (step !== 'code') throw new Refused('staff_proof_expired')
  const challenge = await takeChallenge(ctx, sealed, 'second', proof.id)
  await atDoor(ctx, proof.id, (tx) => spendAssertion(tx, challenge, input, proof.id))
  return goOn(ctx, { ...proof, how: 'passkey' })
}

/**
 * Who holds the authenticator, and opened it by a finger, a face or a PIN, has shown two factors at once: no password is asked
 * (docs/decisions, passkeys of the staff). Unknown keys and disabled accounts get the same answer.
 * @throws Refused('passkey_wrong' | 'too_many_attempts')
 */
export async function signInByPasskey(ctx: Ctx, sealed: string | undefined, input: Answer): Promise<Proved> {
  const addressKey = `passkey-address:${networkOf(ctx)}`
  await limitAttempts(ctx, addressKey, perAddress)
  const challenge = await takeChallenge(ctx, sealed, 'alone', null)
  const member = await inTransaction(ctx, (tx) => spendAssertion(tx, challenge, input, null)).catch(async (error) => {
    if (error instanceof Refused) await recordRefusal(ctx, { door: 'staff', name: input.response.id }, 'passkey')
    throw error
  })
  await takeBackAttempt(ctx, addressKey)
  return goOn(ctx, { ...member, proved: false, offered: null, next: input.next || null, how: 'passkey' })
}

/**
 * Checks what an authenticator signed, and counts it. `staffId`: whose it must be; null: whoever it says, in signed words.
 * @throws Refused('passkey_wrong')
 */
async function spendAssertion(tx: Ctx, challenge: string | null, { response }: Answer, staffId: string | null) {
  const party = relyingParty()
  const [key] = await tx.db.select().from(passkeys).where(eq(passkeys.id, response.id)).for('update')
  const holder = response.response.userHandle ?? (staffId && Buffer.from(staffId).toString('base64url'))
  const whose = key && Buffer.from(key.staffId).toString('base64url')
  if (!party || !challenge || !key || (staffId && key.staffId !== staffId) || holder !== whose) throw new Refused('passkey_wrong')
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    expectedType: 'webauthn.get',
    requireUserVerification: true,
    credential: { id: key.id, publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')), counter: key.counter },
  }).catch((error) => {
    log().warn({ err: error, passkeyId: key.id }, 'a passkey was refused') // a counter that went back is a copy of the key
    throw new Refused('passkey_wrong')
  })
  const [account] = await tx.db.select().from(accounts).where(eq(accounts.id, key.staffId))
  if (!verified || askedInFrame(response) || account?.status !== 'active') throw new Refused('passkey_wrong')
  await tx.db
    .update(passkeys)
    .set({ counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp, usedAt: tx.now })
    .where(eq(passkeys.id, key.id))
  return { id: account.id, credential: credentialOf(account.passwordHash) }
}
