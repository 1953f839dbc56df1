import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { categories, classes, programs } from '@/db/schema/catalog'
import { orderItems, orders } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { regions } from '@/db/schema/identity'
import { refunds } from '@/db/schema/payments'
import { daySpan } from '@/lib/reconciliation/books'
import type { Ctx, Staff } from '@/lib/shared/context'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { type Dimension, groupings } from './report-dimensions'

/** What a report counts. Money in fen; hours are credit hours of passed courses. */
const measures = ['enrolled', 'learning', 'passed', 'hours', 'receivedFen', 'refundedFen'] as const
export type Measure = (typeof measures)[number]
/** `beside`: what else is told of the group, in the order of `besideTitles`. */
export type ReportRow = { key: string; name: string; beside: (string | null)[] } & Record<Measure, number>

/** `from` and `until`: the first and the last day (yyyy-mm-dd) that count; what is no day narrows nothing. */
export type ReportFilters = { year?: string; region?: string; category?: string; from?: string; until?: string }

type Counted = { key: string; name: string; beside: (string | null)[] } & Partial<Record<Measure, string | number>>

const ofEnrollment = (table: SQL, traineeId: SQL, enrollmentId: SQL) =>
  sql`join ${table} on ${traineeId} = ${enrollments.traineeId} and ${enrollmentId} = ${enrollments.id}`
const ofStudies = ofEnrollment(sql`${studies}`, sql`${studies.traineeId}`, sql`${studies.enrollmentId}`)
const ofPaidItems = sql`${ofEnrollment(sql`${orderItems}`, sql`${orderItems.traineeId}`, sql`${orderItems.enrollmentId}`)}
  join ${orders} on ${orders.buyerId} = ${orderItems.buyerId} and ${orders.id} = ${orderItems.orderId} and ${orders.paidAt} is not null`
const ofReturnedItems = sql`${ofPaidItems}
  left join ${refunds} on ${refunds.buyerId} = ${orderItems.buyerId} and ${refunds.itemId} = ${orderItems.id} and ${refunds.status} = 'done'`
/** An item is back when its own refund is, or when all of its order is. */
const returnedAt = sql`coalesce(${refunds.doneAt}, case when ${orders.status} = 'refunded' then ${orders.endedAt} end)`

/** Each is counted by the moment at which it happened; so months add up to their year, and a span of days has what happened in it. */
const passes: { at: SQL; columns: SQL; join: SQL; only: SQL }[] = [
  {
    at: sql`coalesce(${enrollments.activatedAt}, ${enrollments.reservedAt})`,
    columns: sql`count(*)::int as enrolled, count(*) filter (where ${enrollments.status} = 'active')::int as learning`,
    join: sql``,
    only: sql`${enrollments.status} in ('active', 'passed')`,
  },
  {
    at: sql`coalesce(${enrollments.passedAt}, ${enrollments.reservedAt})`,
    columns: sql`count(*)::int as passed`,
    join: sql``,
    only: sql`${enrollments.status} = 'passed'`,
  },
  {
    at: sql`${studies.passedAt}`,
    columns: sql`sum(${studies.creditHours}) as hours`,
    join: ofStudies,
    only: sql`${studies.passedAt} is not null and ${studies.endedAt} is null`,
  },
  { at: sql`${orders.paidAt}`, columns: sql`sum(${orderItems.amountFen}) as "receivedFen"`, join: ofPaidItems, only: sql`true` },
  {
    at: returnedAt,
    columns: sql`sum(${orderItems.amountFen}) as "refundedFen"`,
    join: ofReturnedItems,
    only: sql`${returnedAt} is not null`,
  },
]

/**
 * People and money by one dimension, the largest first, or in order of time. Received is what paid orders cost; refunded, what is back.
 * Money paid twice by mistake is in neither: it stands in the daily books. People, hours and money are added up by themselves: each is one
 * pass that needs no row for every enrollment (but by person, who is one).
 */
export async function getReport(ctx: Ctx<Staff>, by: Dimension, filters: ReportFilters): Promise<{ rows: ReportRow[]; total: ReportRow }> {
  requireRight(ctx, 'reports.read')
  if (by === 'person') requireRight(ctx, 'people.read')
  const { key, name, join, beside = {}, inOrder } = groupings[by]
  const scope = and(inOwnRegions(ctx, classes.regionCode), ...narrowed(filters)) ?? sql`true`
  const told = Object.values(beside).map((one) => sql`min(${one})`)
  const parts = await Promise.all(
    passes.map((pass) =>
      ctx.db.execute<Counted>(sql`select ${key(pass.at)} as key, min(${name(pass.at)}) as name,
        array[${sql.join(told, sql`, `)}]::text[] as beside, ${pass.columns} from ${enrollments}
        join ${classes} on ${classes.id} = ${enrollments.classId} join ${programs} on ${programs.id} = ${enrollments.programId}
        ${join} ${pass.join} where ${scope} and ${pass.only} and ${within(pass.at, filters)} group by 1`),
    ),
  )
  const found = new Map<string, ReportRow>()
  for (const { key, name, beside, ...row } of parts.flatMap((part) => [...part])) {
    const numbers = measures.flatMap((measure) => (row[measure] === undefined ? [] : [[measure, Number(row[measure])]]))
    found.set(key, { ...(found.get(key) ?? { key, name, beside, ...nothing }), ...Object.fromEntries(numbers) })
  }
  const largest = (a: ReportRow, b: ReportRow) => b.enrolled - a.enrolled || b.receivedFen - a.receivedFen || byText(a.name, b.name)
  const rows = [...found.values()]
    .filter((row) => measures.some((measure) => row[measure] > 0))
    .sort(inOrder ? (a, b) => byText(a.key, b.key) : largest)
  return { rows, total: rows.reduce(added, { key: '', name: '合计', beside: told.map(() => null), ...nothing }) }
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** From the first moment of the first day to the last one of the last. */
function within(at: SQL, { from, until }: ReportFilters): SQL {
  const [first, last] = [daySpan(from ?? ''), daySpan(until ?? '')]
  const after = first ? sql`${at} >= ${first.from.toISOString()}::timestamptz` : undefined
  const before = last ? sql`${at} < ${last.until.toISOString()}::timestamptz` : undefined
  return and(after, before) ?? sql`true`
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
