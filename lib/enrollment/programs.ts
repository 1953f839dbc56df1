import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Until } from '@/db/columns'
import { categories, classes, programs, specialties } from '@/db/schema/catalog'
import { enrollments } from '@/db/schema/enrollment'
import { type Ctx, isTrainee } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { listParts } from './queries'

/**
 * 学习报名: programmes that are joined as a whole, with how many of their classes can be joined now. Those whose enrolment ended
 * more than a month ago are history. Newest year first, in the order of the categories.
 */
export async function listPrograms(ctx: Ctx) {
  const now = ctx.now.toISOString()
  const open = sql`${classes.enrolFrom} <= ${now} and ${classes.enrolUntil} > ${now} and ${classes.closedAt} is null`
  const seat = sql`(${classes.seats} is null or ${classes.seatsTaken} < ${classes.seats})`
  const rows = await ctx.db
    .select({
      id: programs.id,
      year: programs.year,
      title: programs.title,
      category: categories.name,
      categoryId: categories.id,
      specialty: specialties.name,
      specialtyId: specialties.id,
      pricing: programs.pricing,
      feeFen: programs.feeFen,
      selectionTiming: programs.selectionTiming,
      certificateTitle: programs.certificateTitle,
      openClasses: sql<number>`(count(*) filter (where ${open} and ${seat}))::int`,
      fullClasses: sql<number>`(count(*) filter (where ${open} and not ${seat}))::int`,
      enrolUntil: sql<Until | null>`max(${classes.enrolUntil}) filter (where ${open} and ${seat})`.mapWith(classes.enrolUntil),
      opensAt:
        sql<Date | null>`min(${classes.enrolFrom}) filter (where ${classes.enrolFrom} > ${now} and ${classes.closedAt} is null)`.mapWith(
          classes.enrolFrom,
        ),
    })
    .from(programs)
    .innerJoin(categories, eq(categories.id, programs.categoryId))
    .leftJoin(specialties, eq(specialties.id, programs.specialtyId))
    .innerJoin(classes, eq(classes.programId, programs.id))
    .where(and(inArray(programs.selectionTiming, ['after_payment', 'before_payment']), sql`${programs.publishedAt} <= ${now}`))
    .groupBy(programs.id, categories.id, specialties.id)
    .having(sql`max(${classes.enrolUntil}) > ${later(ctx.now, -days(30)).toISOString()}`)
    .orderBy(asc(categories.position), desc(programs.year), asc(programs.title))
  const [parts, joined] = await Promise.all([
    listParts(
      ctx,
      rows.map((row) => row.id),
    ),
    listJoined(ctx),
  ])
  return rows.map((row) => ({ ...row, parts: parts.get(row.id) ?? [], joined: joined.get(row.id) ?? null }))
}
export type OfferedProgram = Awaited<ReturnType<typeof listPrograms>>[number]

/** The live enrollment of the signed-in trainee in each programme; nothing for a visitor. */
async function listJoined(ctx: Ctx) {
  if (!isTrainee(ctx)) return new Map<string, never>()
  const rows = await ctx.db
    .select({ programId: enrollments.programId, id: enrollments.id, status: enrollments.status })
    .from(enrollments)
    .where(and(eq(enrollments.traineeId, ctx.actor.id), inArray(enrollments.status, ['reserved', 'active', 'passed'])))
  return new Map(rows.map((row) => [row.programId, row]))
}
