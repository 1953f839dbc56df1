import { and, count, desc, eq, gte, ne, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'
import { classes, programs } from '@/db/schema/catalog'
import { certificates } from '@/db/schema/certificates'
import { enrollments } from '@/db/schema/enrollment'
import { regions, trainees } from '@/db/schema/identity'
import { streams } from '@/db/schema/learning'
import { payments } from '@/db/schema/payments'
import type { Ctx, Staff } from '@/lib/shared/context'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { days, formatDay, later, minutes, startOfDay } from '@/lib/shared/time'

/** The figures of a day so far. Region managers get those of their own regions; money, who may see orders. */
export type Figures = { enrolled: number; certificates: number; learned: number; learning: number; paidFen: number | null }

const inRegions = (ctx: Ctx<Staff>) => inOwnRegions(ctx, classes.regionCode)

/** @throws NotFound without the right 'people.read' */
export async function getFigures(ctx: Ctx<Staff>): Promise<Figures> {
  requireRight(ctx, 'people.read')
  const today = startOfDay(ctx.now)
  const own = inOwnRegions(ctx, trainees.regionCode)
  const [[enrolled], [issued], [learnt], paid] = await Promise.all([
    ctx.db
      .select({ n: count() })
      .from(enrollments)
      .innerJoin(classes, eq(classes.id, enrollments.classId))
      .where(and(gte(enrollments.activatedAt, today), inRegions(ctx))),
    ctx.db
      .select({ n: count() })
      .from(certificates)
      .innerJoin(enrollments, and(eq(enrollments.traineeId, certificates.traineeId), eq(enrollments.id, certificates.enrollmentId)))
      .innerJoin(classes, eq(classes.id, enrollments.classId))
      .where(and(gte(certificates.issuedAt, today), inRegions(ctx))),
    ctx.db
      .select({
        today: count(),
        now: sql<number>`count(*) filter (where ${streams.reportedAt} >= ${later(ctx.now, -minutes(5)).toISOString()})::int`,
      })
      .from(streams)
      .innerJoin(trainees, eq(trainees.id, streams.traineeId))
      .where(and(gte(streams.reportedAt, today), own)),
    ctx.actor.rights.includes('orders.read') ? sumPaid(ctx, today) : null,
  ])
  return { enrolled: enrolled!.n, certificates: issued!.n, learned: learnt!.today, learning: learnt!.now, paidFen: paid }
}

async function sumPaid(ctx: Ctx<Staff>, since: Date): Promise<number> {
  const [row] = await ctx.db
    .select({ fen: sql<number>`coalesce(sum(${payments.amountFen}), 0)::float8` })
    .from(payments)
    .where(gte(payments.paidAt, since))
  return row!.fen
}

/** `paidFen` is null for whoever may not see orders. */
export type DayOfTrend = { day: string; enrolled: number; passed: number; paidFen: number | null }

/**
 * Enrolments, passes and payments of each of the last days, today among them.
 * @throws NotFound without the right 'people.read'
 */
export async function getTrend(ctx: Ctx<Staff>, daysBack: number): Promise<DayOfTrend[]> {
  requireRight(ctx, 'people.read')
  const first = later(startOfDay(ctx.now), -days(daysBack - 1))
  const money = ctx.actor.rights.includes('orders.read')
  const [enrolled, passed, paid] = await Promise.all([
    daily(ctx, enrollments, enrollments.activatedAt, first),
    daily(ctx, enrollments, enrollments.passedAt, first),
    money ? daily(ctx, payments, payments.paidAt, first) : null,
  ])
  return Array.from({ length: daysBack }, (_, i) => {
    const day = formatDay(later(first, days(i)))
    return { day, enrolled: enrolled.get(day) ?? 0, passed: passed.get(day) ?? 0, paidFen: paid ? (paid.get(day) ?? 0) : null }
  })
}

/** How many rows, or of payments how much money, for each day in China since `first`. */
async function daily(ctx: Ctx<Staff>, table: PgTable, at: AnyPgColumn, first: Date): Promise<Map<string, number>> {
  const day = sql<string>`to_char(${at} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`
  const n = table === payments ? sql<number>`sum(${payments.amountFen})::float8` : sql<number>`count(*)::int`
  const own: SQL | undefined = table === enrollments ? inRegions(ctx) : undefined
  const rows = await ctx.db
    .select({ day, n })
    .from(table)
    .leftJoin(classes, table === enrollments && own ? eq(classes.id, enrollments.classId) : sql`false`)
    .where(and(gte(at, first), own))
    .groupBy(sql`1`)
  return new Map(rows.map((row) => [row.day, row.n]))
}

/** The year's classes with most learners, and how far they are. @throws NotFound without the right 'programs.read' */
export async function listClassProgress(ctx: Ctx<Staff>, limit = 8) {
  requireRight(ctx, 'programs.read')
  const year = Number(formatDay(ctx.now).slice(0, 4))
  const passed = ctx.db
    .select({ classId: enrollments.classId, n: count().as('n') })
    .from(enrollments)
    .where(eq(enrollments.status, 'passed'))
    .groupBy(enrollments.classId)
    .as('passed')
  const rows = await ctx.db
    .select({
      id: classes.id,
      programId: classes.programId,
      title: classes.title,
      region: regions.name,
      taken: classes.seatsTaken,
      seats: classes.seats,
      passed: passed.n,
    })
    .from(classes)
    .innerJoin(programs, eq(programs.id, classes.programId))
    .innerJoin(regions, eq(regions.code, classes.regionCode))
    .leftJoin(passed, eq(passed.classId, classes.id))
    .where(and(eq(programs.year, year), ne(programs.selectionTiming, 'single_courses'), inRegions(ctx)))
    .orderBy(desc(classes.seatsTaken), classes.title)
    .limit(limit)
  return { year, classes: rows.map((row) => ({ ...row, passed: row.passed ?? 0 })) }
}
