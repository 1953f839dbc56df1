import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { accounts, enterprises } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { codeIsFree } from './enterprise/code-is-free'
import type { ReviseInput } from './enterprise/input'
import { readUnit } from './enterprise/unit'
import { maskPhone } from './rules'

/**
 * What an approved enterprise cannot change by itself, changed after a call: name, code and the like, or the phone of a clerk who left.
 * Before and after are written down with the reason; another code or phone ends every session.
 * @throws NotFound without the right, or outside of one's own regions
 * @throws Refused('enterprise_not_approved' | 'enterprise_unchanged' | 'enterprise_code_taken' | those of readUnit)
 */
export async function reviseEnterprise(ctx: Ctx<Staff>, input: z.output<typeof ReviseInput>): Promise<void> {
  requireRight(ctx, 'enterprises.review')
  const { regions } = ctx.actor
  if (regions && !regions.includes(input.regionCode)) throw new Refused('region_unknown', {}, 'regionCode') // nobody gives one away
  const values = { ...(await readUnit(ctx, input)), contactName: input.contactName, phone: input.phone }
  await inTransaction(ctx, async (tx) => {
    const mine = and(eq(enterprises.id, input.enterpriseId), inOwnRegions(tx, enterprises.regionCode))
    const [before] = await tx.db.select().from(enterprises).where(mine).for('update')
    if (!before) throw new NotFound()
    if (before.status !== 'approved') throw new Refused('enterprise_not_approved')
    const changed = (Object.keys(values) as (keyof typeof values)[]).filter((field) => !isDeepStrictEqual(values[field], before[field]))
    if (!changed.length) throw new Refused('enterprise_unchanged')
    await codeIsFree(tx, values.code, before.id)
    await tx.db.update(enterprises).set(values).where(eq(enterprises.id, before.id))
    if (changed.includes('code') || changed.includes('phone')) await endSessions(tx, before.id)
    const told = (row: typeof values) =>
      Object.fromEntries(changed.map((field) => [field, field === 'phone' ? maskPhone(row.phone) : row[field]]))
    await record(tx, 'enterprise.revise', before.id, { changed, before: told(before), after: told(values), reason: input.reason })
  })
}

async function endSessions(tx: Ctx, id: string): Promise<void> {
  const [account] = await tx.db.select({ version: accounts.sessionVersion }).from(accounts).where(eq(accounts.id, id)).for('update')
  await tx.db
    .update(accounts)
    .set({ sessionVersion: account!.version + 1 })
    .where(eq(accounts.id, id))
}
