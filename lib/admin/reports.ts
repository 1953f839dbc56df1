import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { categories, classes, programs } from '@/db/schema/catalog'
import { orderItems, orders, refunds } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { regions, trainees } from '@/db/schema/identity'
import type { Ctx, Staff } from '@/lib/shared/context'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'

/** What a report counts by. */
export const dimensions = { year: '年度', region: '行政区划', category: '培训类别', employer: '单位', class: '班级' } as const
export type Dimension = keyof typeof dimensions

/** What a report counts. Money in fen; hours are credit hours of passed courses. */
export const measures = ['enrolled', 'learning', 'passed', 'hours', 'receivedFen', 'refundedFen'] as const
export type Measure = (typeof measures)[number]
export type ReportRow = { key: string; name: string } & Record<Measure, number>

export type ReportFilters = { year?: string; region?: string; category?: string }

const dimensionOf: Record<Dimension, { key: SQL; name: SQL }> = {
  year: { key: sql`${programs.year}::text`, name: sql`${programs.year} || ' 年度'` },
  region: { key: sql`${classes.regionCode}`, name: sql`${regions.name}` },
  category: { key: sql`${programs.categoryId}::text`, name: sql`${categories.name}` },
  employer: {
    key: sql`coalesce(${enrollments.employer}, ${trainees.employer}, '')`,
    name: sql`coalesce(${enrollments.employer}, ${trainees.employer}, '未填写单位')`,
  },
  class: { key: sql`${classes.id}::text`, name: sql`${classes.title}` },
}

/**
 * People and money by one dimension, the largest first; one pass over the enrollments, with each one's hours and money beside it. Received
 * is what paid orders cost; refunded, what of it is back. Money paid twice by mistake is in neither: it stands in the daily books.
 */
export async function getReport(ctx: Ctx<Staff>, by: Dimension, filters: ReportFilters): Promise<{ rows: ReportRow[]; total: ReportRow }> {
  requireRight(ctx, 'reports.read')
  const { key, name } = dimensionOf[by]
  const held = sql`${enrollments.status} in ('active', 'passed')`
  const sum = (column: SQL) => sql<string>`coalesce(sum(${column}), 0)`
  const found = await ctx.db
    .select({
      key: sql<string>`${key}`,
      name: sql<string>`min(${name})`,
      enrolled: sql<number>`count(*) filter (where ${held})::int`,
      learning: sql<number>`count(*) filter (where ${enrollments.status} = 'active')::int`,
      passed: sql<number>`count(*) filter (where ${enrollments.status} = 'passed')::int`,
      hours: sum(sql`hours.sum`),
      receivedFen: sum(sql`money.received`),
      refundedFen: sum(sql`money.refunded`),
    })
    .from(enrollments)
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .innerJoin(categories, eq(categories.id, programs.categoryId))
    .innerJoin(regions, eq(regions.code, classes.regionCode))
    .innerJoin(trainees, eq(trainees.id, enrollments.traineeId))
    .leftJoin(hoursOfEach(ctx), sql`hours.trainee_id = ${enrollments.traineeId} and hours.enrollment_id = ${enrollments.id}`)
    .leftJoin(moneyOfEach(ctx), sql`money.trainee_id = ${enrollments.traineeId} and money.enrollment_id = ${enrollments.id}`)
    .where(and(inOwnRegions(ctx, classes.regionCode), ...narrowed(filters)))
    .groupBy(key)
  const rows = found
    .map((row) => ({ ...row, hours: Number(row.hours), receivedFen: Number(row.receivedFen), refundedFen: Number(row.refundedFen) }))
    .filter((row) => measures.some((measure) => row[measure] > 0))
    .sort((a, b) => b.enrolled - a.enrolled || b.receivedFen - a.receivedFen || (a.name < b.name ? -1 : 1))
  return { rows, total: rows.reduce(added, { key: '', name: '合计', ...nothing }) }
}

const nothing = Object.fromEntries(measures.map((measure) => [measure, 0])) as Record<Measure, number>
const added = (total: ReportRow, row: ReportRow): ReportRow => ({
  ...total,
  ...(Object.fromEntries(measures.map((measure) => [measure, total[measure] + row[measure]])) as Record<Measure, number>),
})

const narrowed = ({ year, region, category }: ReportFilters): (SQL | undefined)[] => [
  year && /^\d{4}$/.test(year) ? eq(programs.year, Number(year)) : undefined,
  region ? eq(classes.regionCode, region) : undefined,
  category && /^[0-9a-f-]{36}$/i.test(category) ? eq(programs.categoryId, category) : undefined,
]

const hoursOfEach = (ctx: Ctx) =>
  ctx.db
    .select({ traineeId: studies.traineeId, enrollmentId: studies.enrollmentId, sum: sql`sum(${studies.creditHours})`.as('sum') })
    .from(studies)
    .where(and(isNotNull(studies.passedAt), isNull(studies.endedAt)))
    .groupBy(studies.traineeId, studies.enrollmentId)
    .as('hours')

/** An item is back when its own refund is, or when all of its order is. */
const moneyOfEach = (ctx: Ctx) => {
  const returned = sql`(${orders.status} = 'refunded' or ${refunds.id} is not null)`
  return ctx.db
    .select({
      traineeId: orderItems.traineeId,
      enrollmentId: orderItems.enrollmentId,
      received: sql`sum(${orderItems.amountFen})`.as('received'),
      refunded: sql`sum(${orderItems.amountFen}) filter (where ${returned})`.as('refunded'),
    })
    .from(orderItems)
    .innerJoin(orders, and(eq(orders.buyerId, orderItems.buyerId), eq(orders.id, orderItems.orderId)))
    .leftJoin(refunds, and(eq(refunds.buyerId, orderItems.buyerId), eq(refunds.itemId, orderItems.id), eq(refunds.status, 'done')))
    .where(inArray(orders.status, ['paid', 'refunding', 'refunded']))
    .groupBy(orderItems.traineeId, orderItems.enrollmentId)
    .as('money')
}

/** What a report can be narrowed to: years there are programmes of, own regions, categories. */
export async function listReportFilters(ctx: Ctx<Staff>) {
  requireRight(ctx, 'reports.read')
  const [years, areas, kinds] = await Promise.all([
    ctx.db.selectDistinct({ year: programs.year }).from(programs).orderBy(desc(programs.year)),
    ctx.db
      .select({ code: regions.code, name: regions.name })
      .from(regions)
      .where(inOwnRegions(ctx, regions.code))
      .orderBy(asc(regions.position)),
    ctx.db.select({ id: categories.id, name: categories.name }).from(categories).orderBy(asc(categories.position)),
  ])
  return { years: years.map(({ year }) => year), regions: areas, categories: kinds }
}
