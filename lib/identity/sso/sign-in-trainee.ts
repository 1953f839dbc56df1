import { and, eq } from 'drizzle-orm'
import { accounts, trainees } from '@/db/schema/identity'
import { externalIdentities } from '@/db/schema/sign-in'
import { record } from '@/lib/audit/record'
import { addressOf, type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { Refused } from '@/lib/shared/refused'
import { activationFor } from '../activate'
import { findTraineeByIdNumber, isIdNumberOf } from '../queries'
import { verifiedIdNumber } from './claims'
import type { Identity } from './oidc'
import { recordingRefusals } from './record-refusals'

type Arrived = { session: { id: string; how: 'sso' } } | { activation: string }

/**
 * A trainee whom the provider has proved: by the link kept, else by the ID number that the provider has verified, and then the link is
 * kept. Never by name or phone. A number that is not the linked account's lets nobody in: the provider has given the subject to another.
 * An account of the old platform that waits for its activation is led there, with the number proved.
 * @throws Refused('sso_number_missing' | 'sso_unmatched' | 'sso_disabled' | 'sso_linked_elsewhere')
 */
export const signInTraineeBySso = (ctx: Ctx, identity: Identity): Promise<Arrived> =>
  recordingRefusals(ctx, 'trainee', identity, () => signIn(ctx, identity))

async function signIn(ctx: Ctx, identity: Identity): Promise<Arrived> {
  const idNumber = verifiedIdNumber(identity.claims, env().oidc!, ctx.now)
  const linked = await findLinked(ctx, identity)
  if (!linked && !idNumber) throw new Refused('sso_number_missing')
  const trainee = linked ?? (await findTraineeByIdNumber(ctx, idNumber!))
  if (!trainee || (linked && idNumber && !isIdNumberOf(linked, idNumber))) throw new Refused('sso_unmatched')
  if (trainee.status !== 'active') throw new Refused('sso_disabled')
  if (trainee.mustActivate) {
    if (!idNumber) throw new Refused('sso_number_missing')
    return { activation: await activationFor(ctx, idNumber) }
  }
  const actor: Trainee = { kind: 'trainee', id: trainee.id, name: trainee.name, address: addressOf(ctx) }
  return inTransaction({ ...ctx, actor }, async (tx) => {
    await keepLink(tx, identity)
    return { session: { id: trainee.id, how: 'sso' } }
  })
}

async function findLinked(ctx: Ctx, { issuer, subject }: Identity) {
  const [row] = await ctx.db
    .select({
      id: trainees.id,
      name: trainees.name,
      idNumberIndex: trainees.idNumberIndex,
      status: accounts.status,
      mustActivate: accounts.mustActivate,
    })
    .from(externalIdentities)
    .innerJoin(trainees, eq(trainees.id, externalIdentities.accountId))
    .innerJoin(accounts, eq(accounts.id, trainees.id))
    .where(and(eq(externalIdentities.door, 'trainee'), eq(externalIdentities.issuer, issuer), eq(externalIdentities.subject, subject)))
  return row ?? null
}

/** Another subject of the same issuer takes no account over; another issuer, after the portal moved to it, takes the place of the one before. */
async function keepLink(tx: Ctx<Trainee>, { issuer, subject }: Identity): Promise<void> {
  const accountId = tx.actor.id
  await tx.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).for('update')
  const [kept] = await tx.db.select().from(externalIdentities).where(eq(externalIdentities.accountId, accountId))
  if (kept?.issuer === issuer && kept.subject !== subject) throw new Refused('sso_linked_elsewhere')
  const link = { accountId, door: 'trainee' as const, issuer, subject, linkedAt: tx.now, usedAt: tx.now }
  if (kept?.issuer === issuer) {
    await tx.db.update(externalIdentities).set({ usedAt: tx.now }).where(eq(externalIdentities.accountId, accountId))
    return
  }
  await tx.db.insert(externalIdentities).values(link).onConflictDoUpdate({ target: externalIdentities.accountId, set: link })
  await record(tx, 'identity.link', accountId)
}
