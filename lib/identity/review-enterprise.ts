import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { enterprises, staff } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import type { DecideInput, RejectInput } from './enterprise/input'
import { type Licence, readLicence } from './enterprise/licence'
import { notifyByPhone } from './notify'
import { enterprisePhoneOf } from './phones'

/**
 * 通过: the enterprise may enrol its people, and is told so by SMS.
 * @throws NotFound without the right, or outside of one's own regions
 * @throws Refused('enterprise_decided' | 'enterprise_resubmitted')
 */
export async function approveEnterprise(ctx: Ctx<Staff>, input: z.output<typeof DecideInput>): Promise<void> {
  requireRight(ctx, 'enterprises.review')
  await inTransaction(ctx, async (tx) => {
    const { id, name, phone } = await lockWaiting(tx, input)
    await tx.db.update(enterprises).set({ status: 'approved', decidedAt: tx.now, decidedBy: tx.actor.id }).where(eq(enterprises.id, id))
    await notifyByPhone(tx, { phone, kind: 'enterprise_approved', facts: { enterprise: name } })
    await record(tx, 'enterprise.approve', id)
  })
}

/**
 * 驳回: the enterprise reads why, may correct and ask again.
 * @throws as approveEnterprise
 */
export async function rejectEnterprise(ctx: Ctx<Staff>, input: z.output<typeof RejectInput>): Promise<void> {
  requireRight(ctx, 'enterprises.review')
  await inTransaction(ctx, async (tx) => {
    const { id, name, phone } = await lockWaiting(tx, input)
    await tx.db
      .update(enterprises)
      .set({ status: 'rejected', decidedAt: tx.now, decidedBy: tx.actor.id, rejection: input.reason })
      .where(eq(enterprises.id, id))
    await notifyByPhone(tx, { phone, kind: 'enterprise_rejected', facts: { enterprise: name } })
    await record(tx, 'enterprise.reject', id, { reason: input.reason })
  })
}

const words = { approved: '通过了', rejected: '驳回了' } as const

/** Of two reviewers the second is told who decided; and nobody decides on other data than they saw. */
async function lockWaiting(tx: Ctx<Staff>, { enterpriseId, submittedAt }: z.output<typeof DecideInput>) {
  const [row] = await tx.db
    .select()
    .from(enterprises)
    .where(and(eq(enterprises.id, enterpriseId), inOwnRegions(tx, enterprises.regionCode)))
    .for('update')
  if (!row) throw new NotFound()
  if (row.status !== 'pending') {
    const [by] = await tx.db
      .select({ name: staff.name })
      .from(staff)
      .where(eq(staff.id, row.decidedBy ?? row.id))
    throw new Refused('enterprise_decided', { by: by?.name ?? '另一位审核员', result: words[row.status] })
  }
  if (row.submittedAt.toISOString() !== new Date(submittedAt).toISOString()) throw new Refused('enterprise_resubmitted')
  return { ...row, phone: enterprisePhoneOf(row) }
}

/** 营业执照 for a reviewer; the look is written down. @throws NotFound */
export async function getEnterpriseLicence(ctx: Ctx<Staff>, enterpriseId: string): Promise<Licence> {
  requireRight(ctx, 'enterprises.review')
  const [row] = await ctx.db
    .select({ key: enterprises.licenceKey })
    .from(enterprises)
    .where(and(eq(enterprises.id, enterpriseId), inOwnRegions(ctx, enterprises.regionCode)))
  const licence = row && (await readLicence(row.key))
  if (!licence) throw new NotFound()
  await record(ctx, 'licence.view', enterpriseId)
  return licence
}
