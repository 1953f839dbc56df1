import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { enterprises } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { codeIsFree } from './enterprise/code-is-free'
import type { ReviseInput } from './enterprise/input'
import { readUnit } from './enterprise/unit'
import { askPhone } from './phone-change/ask'
import { enterprisePhoneOf } from './phones'
import { endSessions } from './sessions'

/**
 * What an approved enterprise cannot change by itself, changed after a call: name, code and the like, or the phone of a clerk who left.
 * Before and after are written down with the reason; another code or phone ends every session. Another phone waits, as all that change.
 * @returns whether a phone waits now
 * @throws NotFound without the right, or outside of one's own regions
 * @throws Refused('enterprise_not_approved' | 'enterprise_unchanged' | 'enterprise_code_taken' | those of readUnit and askPhone)
 */
export async function reviseEnterprise(ctx: Ctx<Staff>, input: z.output<typeof ReviseInput>): Promise<boolean> {
  requireRight(ctx, 'enterprises.review')
  const { regions } = ctx.actor
  if (regions && !regions.includes(input.regionCode)) throw new Refused('region_unknown', {}, 'regionCode') // nobody gives one away
  const values = { ...(await readUnit(ctx, input)), contactName: input.contactName }
  return inTransaction(ctx, async (tx) => {
    const mine = and(eq(enterprises.id, input.enterpriseId), inOwnRegions(tx, enterprises.regionCode))
    const [before] = await tx.db.select().from(enterprises).where(mine).for('update')
    if (!before) throw new NotFound()
    if (before.status !== 'approved') throw new Refused('enterprise_not_approved')
    const changed = (Object.keys(values) as (keyof typeof values)[]).filter((field) => !isDeepStrictEqual(values[field], before[field]))
    const onFile = enterprisePhoneOf(before)
    const anotherPhone = input.phone !== onFile
    if (!changed.length && !anotherPhone) throw new Refused('enterprise_unchanged')
    if (changed.length) {
      await codeIsFree(tx, values.code, before.id)
      await tx.db.update(enterprises).set(values).where(eq(enterprises.id, before.id))
      const told = (row: typeof values) => Object.fromEntries(changed.map((field) => [field, row[field]]))
      await record(tx, 'enterprise.revise', before.id, { changed, before: told(before), after: told(values), reason: input.reason })
    }
    if (anotherPhone) {
      const { phone, reason } = input
      await askPhone(tx, { accountId: before.id, owner: 'enterprise', before: onFile, phone, reason })
    }
    if (changed.includes('code') || anotherPhone) await endSessions(tx, before.id, 'reset')
    return anotherPhone
  })
}
