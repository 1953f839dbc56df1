import { and, asc, count, desc, eq, inArray, like, or, type SQL, sql } from 'drizzle-orm'
import { auditLog } from '@/db/schema/audit'
import { enterpriseStatus, enterprises, regions, staff } from '@/db/schema/identity'
import { listEntries } from '@/lib/audit/entries'
import type { Ctx, Staff } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { containing, startingWith } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { enterprisePhoneOf } from '../phones'
import { maskPhone } from '../rules'
import { normalizeCode } from './code'

export const enterpriseFilters = ['status', 'region'] as const
/** The first, descending: those that wait before all others, the longest waiting first. */
export const enterpriseSorts = ['submitted', 'name', 'region'] as const

const orders: Record<string, SQL[]> = {
  '-submitted': [desc(sql`${enterprises.status} = 'pending'`), asc(enterprises.submittedAt)],
  submitted: [desc(enterprises.submittedAt)],
  name: [asc(enterprises.name)],
  '-name': [desc(enterprises.name)],
  region: [asc(regions.position), asc(enterprises.submittedAt)],
  '-region': [desc(regions.position), asc(enterprises.submittedAt)],
}

/** Enterprises of one's own regions, by name or code, state and region. */
export async function listEnterprises(ctx: Ctx<Staff>, query: ListQuery<(typeof enterpriseFilters)[number]>) {
  requireRight(ctx, 'enterprises.read')
  const found = and(inOwnRegions(ctx, enterprises.regionCode), ...narrowed(query))
  const [rows, [all]] = await Promise.all([
    ctx.db
      .select({
        id: enterprises.id,
        status: enterprises.status,
        name: enterprises.name,
        code: enterprises.code,
        codeDoubtful: enterprises.codeDoubtful,
        region: regions.name,
        contactName: enterprises.contactName,
        submittedAt: enterprises.submittedAt,
      })
      .from(enterprises)
      .innerJoin(regions, eq(regions.code, enterprises.regionCode))
      .where(found)
      .orderBy(...(orders[query.sort] ?? orders['-submitted']!), asc(enterprises.id))
      .limit(pageSize)
      .offset((query.page - 1) * pageSize),
    ctx.db.select({ count: count() }).from(enterprises).where(found),
  ])
  return { rows, total: all!.count }
}

function narrowed({ q, filters }: ListQuery<(typeof enterpriseFilters)[number]>): (SQL | undefined)[] {
  const status = enterpriseStatus.enumValues.find((value) => value === filters.status)
  const code = normalizeCode(q)
  return [
    q ? or(like(enterprises.name, containing(q)), code ? like(enterprises.code, startingWith(code)) : undefined) : undefined,
    status && eq(enterprises.status, status),
    filters.region ? eq(enterprises.regionCode, filters.region) : undefined,
  ]
}

/** 行政区划 that this member of the staff looks after. */
export const listOwnRegions = (ctx: Ctx<Staff>) =>
  ctx.db
    .select({ code: regions.code, name: regions.name })
    .from(regions)
    .where(inOwnRegions(ctx, regions.code))
    .orderBy(asc(regions.position))

/** One enterprise, whole; the phone only for those who decide. @throws NotFound, also outside of one's own regions */
export async function getEnterprise(ctx: Ctx<Staff>, id: string) {
  requireRight(ctx, 'enterprises.read')
  if (!isId(id)) throw new NotFound()
  const [row] = await ctx.db
    .select({ enterprise: enterprises, region: regions.name, decidedBy: staff.name })
    .from(enterprises)
    .innerJoin(regions, eq(regions.code, enterprises.regionCode))
    .leftJoin(staff, eq(staff.id, enterprises.decidedBy))
    .where(and(eq(enterprises.id, id), inOwnRegions(ctx, enterprises.regionCode)))
  if (!row) throw new NotFound()
  const { phoneCipher: _, ...enterprise } = row.enterprise
  const phone = enterprisePhoneOf(row.enterprise)
  const mayReview = ctx.actor.rights.includes('enterprises.review')
  return { ...enterprise, region: row.region, decidedBy: row.decidedBy, mayReview, phone: mayReview ? phone : maskPhone(phone) }
}

const told = [
  'enterprise.register',
  'enterprise.resubmit',
  'enterprise.licence',
  'enterprise.approve',
  'enterprise.reject',
  'enterprise.revise',
  'enterprise.contact',
  'enterprise.phone',
  'phone.ask',
  'phone.release',
  'phone.cancel',
  'phone.change',
  'password.recover',
  'licence.view',
]

/** What happened to an enterprise, the newest first; at most a hundred. @throws NotFound */
export async function listEnterpriseHistory(ctx: Ctx<Staff>, id: string) {
  await getEnterprise(ctx, id)
  return listEntries(ctx, and(eq(auditLog.subjectId, id), inArray(auditLog.action, told)), 100)
}
