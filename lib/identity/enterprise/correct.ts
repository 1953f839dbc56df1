import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { type EnterpriseInvoice, enterprises } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { limitAttempts } from '@/lib/shared/limits'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { storage } from '@/lib/shared/storage'
import { minutes } from '@/lib/shared/time'
import { limitLicences } from './answers'
import { codeIsFree } from './code-is-free'
import type { CorrectEnterpriseInput } from './input'
import { type Licence, newLicenceKey, prepareLicence, readLicence } from './licence'
import { readUnit } from './unit'

/** The enterprise's row, locked; only a rejected one may still be changed. @throws Refused('enterprise_not_rejected') */
async function lockRejected(tx: Ctx<Enterprise>) {
  const [row] = await tx.db.select().from(enterprises).where(eq(enterprises.id, tx.actor.id)).for('update')
  if (row?.status !== 'rejected') throw new Refused('enterprise_not_rejected')
  return row
}

/**
 * 重新提交: a rejected registration, corrected, waits again.
 * @throws Refused('enterprise_not_rejected' | 'enterprise_code_taken' | 'too_many_attempts' | those of readUnit)
 */
export async function resubmitEnterprise(
  ctx: Ctx<Enterprise>,
  input: z.output<typeof CorrectEnterpriseInput> & { invoice: EnterpriseInvoice },
): Promise<void> {
  await limitAttempts(ctx, `resubmit:${ctx.actor.id}`, { max: 10, windowMs: minutes(60) })
  const unit = { ...(await readUnit(ctx, input)), contactName: input.contactName, invoice: input.invoice }
  await inTransaction(ctx, async (tx) => {
    const before = await lockRejected(tx)
    await codeIsFree(tx, unit.code, tx.actor.id)
    await tx.db
      .update(enterprises)
      .set({ ...unit, status: 'pending', submittedAt: tx.now, decidedAt: null, decidedBy: null, rejection: null })
      .where(eq(enterprises.id, tx.actor.id))
    const changed = (Object.keys(unit) as (keyof typeof unit)[]).filter((field) => !isDeepStrictEqual(unit[field], before[field]))
    const told = (row: typeof unit) => Object.fromEntries(changed.map((field) => [field, row[field]]))
    await record(tx, 'enterprise.resubmit', tx.actor.id, { changed, before: told(before), after: told(unit) })
  })
}

/** Another 营业执照 while the registration is rejected. @throws Refused('enterprise_not_rejected' | 'too_many_attempts' | those of prepareLicence) */
export async function replaceLicence(ctx: Ctx<Enterprise>, file: Buffer): Promise<void> {
  await limitLicences(ctx)
  const { kind, body } = await prepareLicence(file)
  const licenceKey = newLicenceKey(ctx.actor.id, kind)
  await storage().put(licenceKey, body)
  const replaced = inTransaction(ctx, async (tx) => {
    const { licenceKey: old } = await lockRejected(tx)
    await tx.db.update(enterprises).set({ licenceKey }).where(eq(enterprises.id, tx.actor.id))
    await record(tx, 'enterprise.licence', tx.actor.id)
    await enqueue(tx, 'photos.forget', { key: old })
  })
  await replaced.catch(async (error) => {
    await storage().remove(licenceKey)
    throw error
  })
}

/** The signed-in enterprise's own licence. @throws NotFound */
export async function getOwnLicence(ctx: Ctx<Enterprise>): Promise<Licence> {
  const [row] = await ctx.db.select({ key: enterprises.licenceKey }).from(enterprises).where(eq(enterprises.id, ctx.actor.id))
  const licence = row && (await readLicence(row.key))
  if (!licence) throw new NotFound()
  return licence
}
