import { eq } from 'drizzle-orm'
import { accounts, staff } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { hmac, sign, unseal, verifySigned } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'

/** Between the steps of signing in the browser holds this, signed: no session, and good for ten minutes. */
export type StaffProof = {
  id: string
  /** Of the password it began with: another one makes it void. */
  credential: string
  /** Also the second step was proved; a first password still has to be changed. */
  proved: boolean
  /** The TOTP secret offered to somebody who has none, encrypted. */
  offered: string | null
  /** Where it did not begin with the password, or end with the six digits. */
  how?: 'sso' | 'passkey'
  /** Where to go afterwards. */
  next: string | null
  exp: number
}

export const proofSeconds = 600

/** Tells one password from another without telling either. */
export const credentialOf = (passwordHash: string | null) => hmac('staff-credential', passwordHash ?? '')

export const signProof = (ctx: Ctx, proof: Omit<StaffProof, 'exp'>) =>
  sign('staff-sign-in', { ...proof, exp: later(ctx.now, minutes(10)).getTime() } satisfies StaffProof)

export type SignInStep = 'code' | 'set-up' | 'password'

/**
 * Who is on the way in and what is asked next.
 * @throws Refused('staff_proof_expired')
 */
export async function openProof(ctx: Ctx, token: string | undefined) {
  const proof = token ? verifySigned<StaffProof>('staff-sign-in', token, ctx.now) : null
  const member = proof && (await findMember(ctx, proof.id))
  if (member?.status !== 'active' || member.credential !== proof?.credential) throw new Refused('staff_proof_expired')
  const step: SignInStep = proof.proved ? 'password' : member.totpConfirmedAt ? 'code' : 'set-up'
  return { proof, member, step, secret: proof.offered && unseal('totp-offer', proof.offered) }
}

async function findMember(ctx: Ctx, id: string) {
  const [row] = await ctx.db
    .select({
      id: staff.id,
      userName: staff.userName,
      name: staff.name,
      role: staff.role,
      totpConfirmedAt: staff.totpConfirmedAt,
      status: accounts.status,
      passwordHash: accounts.passwordHash,
      mustActivate: accounts.mustActivate,
    })
    .from(staff)
    .innerJoin(accounts, eq(accounts.id, staff.id))
    .where(eq(staff.id, id))
  if (!row) return null
  const { passwordHash, ...member } = row
  return { ...member, credential: credentialOf(passwordHash) }
}
