import { and, eq, gt } from 'drizzle-orm'
import type { z } from 'zod'
import { staff } from '@/db/schema/identity'
import { externalIdentities, linkInvitations } from '@/db/schema/sign-in'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { sign, verifySigned } from '@/lib/shared/secrets'
import { requireRight } from '@/lib/shared/staff'
import { days, later } from '@/lib/shared/time'
import type { StaffRefInput } from '../manage-staff'
import { endSessions } from '../sessions'
import type { StaffCodeInput } from '../staff-input'
import { guarded, spendCode } from '../staff-sign-in'
import { forgetLink } from './forget-link'
import type { Identity } from './oidc'

type Ref = z.output<typeof StaffRefInput>

/** 允许关联 is open for a week. */
const invitationMs = days(7)
/** From the second factor to the return from the provider. */
export const linkSeconds = 600

/**
 * 允许关联: the member, signed in, then goes to the provider, which says who that is. So nobody types a subject, and no administrator can
 * link an identity of their own to somebody else.
 * @throws NotFound without the right 'staff.manage'
 */
export async function inviteToLink(ctx: Ctx<Staff>, { staffId }: Ref): Promise<void> {
  requireRight(ctx, 'staff.manage')
  await inTransaction(ctx, async (tx) => {
    await lockMember(tx, staffId)
    const expiresAt = later(tx.now, invitationMs)
    await tx.db
      .insert(linkInvitations)
      .values({ staffId, expiresAt })
      .onConflictDoUpdate({ target: linkInvitations.staffId, set: { expiresAt } })
    await record(tx, 'staff.invite_link', staffId)
  })
}

/** 取消关联, also of what is only allowed yet. Sessions of the member end. @throws NotFound without the right, or when nothing is linked */
export async function unlinkStaff(ctx: Ctx<Staff>, { staffId }: Ref): Promise<void> {
  requireRight(ctx, 'staff.manage')
  await inTransaction(ctx, async (tx) => {
    await lockMember(tx, staffId)
    if (!(await forgetLink(tx, staffId))) throw new NotFound()
    if (staffId !== tx.actor.id) await endSessions(tx, staffId, 'reset')
    await record(tx, 'staff.unlink', staffId)
  })
}

type Permit = { id: string; exp: number }

/**
 * The member's own half, begun with a fresh second factor: a session alone, found open, links nothing.
 * @returns a token for the way to the provider and back
 * @throws Refused('sso_invitation_expired' | 'staff_code_wrong' | 'too_many_attempts')
 */
export async function startLink(ctx: Ctx<Staff>, { code }: z.output<typeof StaffCodeInput>): Promise<string> {
  if (ctx.actor.kind !== 'staff') throw new NotFound()
  const { id } = ctx.actor
  if (!(await getOwnLink(ctx)).invitedUntil) throw new Refused('sso_invitation_expired')
  await guarded(ctx, id, (tx) => spendCode(tx, id, code))
  return sign('sso-link', { id, exp: later(ctx.now, linkSeconds * 1000).getTime() } satisfies Permit)
}

/**
 * Back from the provider: uses the invitation up.
 * @throws Refused('staff_proof_expired' | 'sso_invitation_expired' | 'sso_subject_taken')
 */
export async function finishLink(ctx: Ctx<Staff>, token: string | undefined, { issuer, subject }: Identity): Promise<void> {
  if (ctx.actor.kind !== 'staff') throw new NotFound()
  const { id } = ctx.actor
  const permit = token ? verifySigned<Permit>('sso-link', token, ctx.now) : null
  if (permit?.id !== id) throw new Refused('staff_proof_expired')
  await inTransaction(ctx, async (tx) => {
    const open = and(eq(linkInvitations.staffId, id), gt(linkInvitations.expiresAt, tx.now))
    const [invitation] = await tx.db.delete(linkInvitations).where(open).returning()
    if (!invitation) throw new Refused('sso_invitation_expired')
    await tx.db.delete(externalIdentities).where(eq(externalIdentities.accountId, id))
    const [linked] = await tx.db
      .insert(externalIdentities)
      .values({ accountId: id, door: 'staff', issuer, subject, linkedAt: tx.now })
      .onConflictDoNothing()
      .returning()
    if (!linked) throw new Refused('sso_subject_taken')
    await record(tx, 'staff.link', id)
  })
}

/** How a member stands, for their own page. */
export const getOwnLink = (ctx: Ctx<Staff>) => linkOf(ctx, ctx.actor.id)

/** The same for the administrator. @throws NotFound without the right 'staff.manage' */
export async function getLink(ctx: Ctx<Staff>, staffId: string) {
  requireRight(ctx, 'staff.manage')
  return linkOf(ctx, staffId)
}

async function linkOf(ctx: Ctx, staffId: string) {
  const [link] = await ctx.db
    .select({ subject: externalIdentities.subject, linkedAt: externalIdentities.linkedAt, usedAt: externalIdentities.usedAt })
    .from(externalIdentities)
    .where(eq(externalIdentities.accountId, staffId))
  const [invitation] = await ctx.db
    .select({ expiresAt: linkInvitations.expiresAt })
    .from(linkInvitations)
    .where(and(eq(linkInvitations.staffId, staffId), gt(linkInvitations.expiresAt, ctx.now)))
  return { link: link ?? null, invitedUntil: invitation?.expiresAt ?? null }
}

async function lockMember(tx: Ctx, staffId: string): Promise<void> {
  const [row] = await tx.db.select({ id: staff.id }).from(staff).where(eq(staff.id, staffId)).for('update')
  if (!row) throw new NotFound()
}
