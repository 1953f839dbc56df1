import { and, eq } from 'drizzle-orm'
import { accounts, staff } from '@/db/schema/identity'
import { externalIdentities } from '@/db/schema/sign-in'
import type { Ctx } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { Refused } from '@/lib/shared/refused'
import { seal } from '@/lib/shared/secrets'
import { credentialOf, signProof } from '../staff-proof'
import { goOn, type Proved } from '../staff-sign-in'
import { newTotpSecret } from '../totp'
import { saysMfa } from './claims'
import type { Identity } from './oidc'
import { recordingRefusals } from './record-refusals'

/**
 * Somebody of the staff whom the provider has proved, matched by the subject that was linked and by nothing else. That stands for the
 * password; the second factor is asked as ever, unless the provider says that it asked for one (OIDC_MFA). No link and a disabled account
 * get the same answer.
 * @returns a session, or a token for the step that is left
 * @throws Refused('sso_staff_unlinked')
 */
export const signInStaffBySso = (ctx: Ctx, identity: Identity, next: string | null): Promise<Proved> =>
  recordingRefusals(ctx, 'staff', identity, () => signIn(ctx, identity, next))

async function signIn(ctx: Ctx, identity: Identity, next: string | null): Promise<Proved> {
  const { issuer, subject, claims } = identity
  const [member] = await ctx.db
    .update(externalIdentities)
    .set({ usedAt: ctx.now })
    .from(accounts)
    .innerJoin(staff, eq(staff.id, accounts.id))
    .where(
      and(
        eq(externalIdentities.door, 'staff'),
        eq(externalIdentities.issuer, issuer),
        eq(externalIdentities.subject, subject),
        eq(accounts.id, externalIdentities.accountId),
        eq(accounts.status, 'active'),
      ),
    )
    .returning({ id: staff.id, passwordHash: accounts.passwordHash, totpConfirmedAt: staff.totpConfirmedAt })
  if (!member) throw new Refused('sso_staff_unlinked')
  const { id, passwordHash, totpConfirmedAt } = member
  const proof = { id, credential: credentialOf(passwordHash), proved: false, offered: null, next, how: 'sso' as const }
  if (saysMfa(claims, env().oidc?.mfa)) return goOn(ctx, proof)
  return { token: signProof(ctx, { ...proof, offered: totpConfirmedAt ? null : seal('totp-offer', newTotpSecret()) }) }
}
