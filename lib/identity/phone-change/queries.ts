import { and, count, desc, eq, gt, like, or, type SQL, sql } from 'drizzle-orm'
import { enterprises, regions, staff, trainees } from '@/db/schema/identity'
import { phoneChanges } from '@/db/schema/phones'
import type { Ctx, Enterprise, Staff, Trainee } from '@/lib/shared/context'
import { containing } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { days, later } from '@/lib/shared/time'
import { maskPhone } from '../rules'
import { phoneRights } from './decide'
import { changedPhone, type PhoneChange } from './in-force'

const { accountId, id, owner, phoneCipher, status, askedAt, askedBy, reason, told, takesEffectAt, decidedAt, decidedBy } = phoneChanges

const masked = (row: Parameters<typeof changedPhone>[0]) => maskPhone(changedPhone(row))

function withMasked<R extends Parameters<typeof changedPhone>[0]>({ phoneCipher: sealed, ...row }: R) {
  return { ...row, phone: masked({ ...row, phoneCipher: sealed }) }
}

/** The change of an account that waits, or null. The caller has asked for the right to see the account. */
export async function findWaitingPhone(ctx: Ctx<Staff>, account: string) {
  const [row] = await ctx.db
    .select({ accountId, id, owner, phoneCipher, askedAt, askedBy, by: staff.name, reason, told, takesEffectAt })
    .from(phoneChanges)
    .leftJoin(staff, eq(staff.id, askedBy))
    .where(and(eq(accountId, account), eq(status, 'waiting')))
  if (!row) return null
  const { askedBy: asker, phoneCipher: _, accountId: __, ...change } = row
  const mayDecide = ctx.actor.rights.includes(phoneRights[row.owner])
  return {
    ...change,
    phone: masked(row),
    byOwner: asker === account,
    mayCancel: mayDecide,
    mayRelease: mayDecide && asker !== ctx.actor.id,
  }
}
export type WaitingPhone = NonNullable<Awaited<ReturnType<typeof findWaitingPhone>>>

/** Whether one's own account has a change that waits. */
export async function phoneWaits(ctx: Ctx<Trainee | Enterprise>): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id })
    .from(phoneChanges)
    .where(and(eq(accountId, ctx.actor.id), eq(status, 'waiting')))
  return Boolean(row)
}

/** Shown to the account's owner for so long after it was decided. */
const newsFor = days(30)

/** One's own changes: the one that waits, and those decided of late, the newest first. */
export async function listOwnPhoneNews(ctx: Ctx<Trainee | Enterprise>) {
  const since = later(ctx.now, -newsFor)
  const rows = await ctx.db
    .select({ accountId, id, phoneCipher, status, askedAt, takesEffectAt, decidedAt, own: sql<boolean>`${askedBy} = ${accountId}` })
    .from(phoneChanges)
    .where(and(eq(accountId, ctx.actor.id), or(eq(status, 'waiting'), gt(decidedAt, since))))
    .orderBy(desc(askedAt), desc(id))
    .limit(20)
  return rows.map(withMasked)
}
export type OwnPhoneNews = Awaited<ReturnType<typeof listOwnPhoneNews>>[number]

export const phoneFilters = ['state'] as const

/** 手机号变更 of all trainees, or of the enterprises of one's own regions; those that wait unless asked otherwise. @throws NotFound */
export async function listPhoneChanges(ctx: Ctx<Staff>, of: PhoneChange['owner'], query: ListQuery<(typeof phoneFilters)[number]>) {
  requireRight(ctx, phoneRights[of])
  const table = of === 'trainee' ? trainees : enterprises
  const wanted = status.enumValues.find((value) => value === query.filters.state) ?? 'waiting'
  const named = query.q ? like(table.name, containing(query.q)) : undefined
  const found: SQL | undefined = and(eq(owner, of), eq(status, wanted), inOwnRegions(ctx, table.regionCode), named)
  const [rows, [all]] = await Promise.all([
    ctx.db
      .select({
        id,
        accountId,
        name: table.name,
        region: regions.name,
        phoneCipher,
        status,
        askedAt,
        takesEffectAt,
        decidedAt,
        by: staff.name,
        decidedByOwner: sql<boolean>`${decidedBy} = ${accountId}`,
      })
      .from(phoneChanges)
      .innerJoin(table, eq(table.id, accountId))
      .leftJoin(regions, eq(regions.code, table.regionCode))
      .leftJoin(staff, eq(staff.id, askedBy))
      .where(found)
      .orderBy(...(wanted === 'waiting' ? [phoneChanges.takesEffectAt] : [desc(decidedAt)]), id)
      .limit(pageSize)
      .offset((query.page - 1) * pageSize),
    ctx.db.select({ count: count() }).from(phoneChanges).innerJoin(table, eq(table.id, accountId)).where(found),
  ])
  return { rows: rows.map(withMasked), total: all!.count }
}
export type PhoneChangeRow = Awaited<ReturnType<typeof listPhoneChanges>>['rows'][number]
