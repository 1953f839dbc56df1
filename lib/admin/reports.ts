import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
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
const measures = ['enrolled', 'learning', 'passed', 'hours', 'receivedFen', 'refundedFen'] as const
export type Measure = (typeof measures)[number]
export type ReportRow = { key: string; name: string } & Record<Measure, number>

export type ReportFilters = { year?: string; region?: string; category?: string }

/** How each dimension names its groups, and what it has to be joined with. */
const dimensionOf: Record<Dimension, { key: SQL; name: SQL; join: SQL }> = {
  year: { key: sql`${programs.year}::text`, name: sql`${programs.year} || ' 年度'`, join: sql`` },
  region: {
    key: sql`${classes.regionCode}`,
    name: sql`${regions.name}`,
    join: sql`join ${regions} on ${regions.code} = ${classes.regionCode}`,
  },
  category: {
    key: sql`${programs.categoryId}::text`,
    name: sql`${categories.name}`,
    join: sql`join ${categories} on ${categories.id} = ${programs.categoryId}`,
  },
  employer: {
    key: sql`coalesce(${enrollments.employer}, ${trainees.employer}, '')`,
    name: sql`coalesce(${enrollments.employer}, ${trainees.employer}, '未填写单位')`,
    join: sql`join ${trainees} on ${trainees.id} = ${enrollments.traineeId}`,
  },
  class: { key: sql`${classes.id}::text`, name: sql`${classes.title}`, join: sql`` },
}

type Counted = { key: string; name: string } & Partial<Record<Measure, string | number>>

/**
 * People and money by one dimension, the largest first. Received is what paid orders cost; refunded, what of it is back. Money paid twice
 * by mistake is in neither: it stands in the daily books. People, hours and money are added up by themselves: each is one pass that needs
 * no row for every enrollment.
 */
export async function getReport(ctx: Ctx<Staff>, by: Dimension, filters: ReportFilters): Promise<{ rows: ReportRow[]; total: ReportRow }> {
  requireRight(ctx, 'reports.read')
  const { key, name, join } = dimensionOf[by]
  const scope = and(inOwnRegions(ctx, classes.regionCode), ...narrowed(filters)) ?? sql`true`
  const group = (columns: SQL, beside: SQL, only: SQL = sql`true`) =>
    ctx.db.execute<Counted>(sql`select ${key} as key, min(${name}) as name, ${columns} from ${enrollments}
      join ${classes} on ${classes.id} = ${enrollments.classId} join ${programs} on ${programs.id} = ${enrollments.programId} ${join} ${beside}
      where ${scope} and ${only} group by 1`)
  const ofEnrollment = (table: SQL, traineeId: SQL, enrollmentId: SQL) =>
    sql`join ${table} on ${traineeId} = ${enrollments.traineeId} and ${enrollmentId} = ${enrollments.id}`
  const status = (...list: string[]) =>
    sql`count(*) filter (where ${enrollments.status} = any(${`{${list.join()}}`}::enrollment_status[]))::int`
  const parts = await Promise.all([
    group(sql`${status('active', 'passed')} as enrolled, ${status('active')} as learning, ${status('passed')} as passed`, sql``),
    group(
      sql`sum(${studies.creditHours}) as hours`,
      ofEnrollment(sql`${studies}`, sql`${studies.traineeId}`, sql`${studies.enrollmentId}`),
      sql`${studies.passedAt} is not null and ${studies.endedAt} is null`,
    ),
    group(
      sql`sum(${orderItems.amountFen}) as "receivedFen", coalesce(sum(${orderItems.amountFen}) filter (where ${returned}), 0) as "refundedFen"`,
      sql`${ofEnrollment(sql`${orderItems}`, sql`${orderItems.traineeId}`, sql`${orderItems.enrollmentId}`)}
        join ${orders} on ${orders.buyerId} = ${orderItems.buyerId} and ${orders.id} = ${orderItems.orderId} and ${orders.paidAt} is not null
        left join ${refunds} on ${refunds.buyerId} = ${orderItems.buyerId} and ${refunds.itemId} = ${orderItems.id} and ${refunds.status} = 'done'`,
    ),
  ])
  const found = new Map<string, ReportRow>()
  for (const row of parts.flatMap((part) => [...part])) {
    const numbers = measures.flatMap((measure) => (row[measure] === undefined ? [] : [[measure, Number(row[measure])]]))
    found.set(row.key, { ...(found.get(row.key) ?? { key: row.key, name: row.name, ...nothing }), ...Object.fromEntries(numbers) })
  }
  const rows = [...found.values()]
    .filter((row) => measures.some((measure) => row[measure] > 0))
    .sort((a, b) => b.enrolled - a.enrolled || b.receivedFen - a.receivedFen || (a.name < b.name ? -1 : 1))
  return { rows, total: rows.reduce(added, { key: '', name: '合计', ...nothing }) }
}

/** An item is back when its own refund is, or when all of its order is. */
const returned = sql`${orders.status} = 'refunded' or ${refunds.id} is not null`

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
