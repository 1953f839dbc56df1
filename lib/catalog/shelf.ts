import { and, asc, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import { classes, courses, type pricing, programCourses, programs } from '@/db/schema/catalog'
import type { Ctx } from '@/lib/shared/context'
import { isJoinable } from './class-fields'

/** A programme of single courses, and its one class. */
export type Shelf = { programId: string; classId: string; pricing: (typeof pricing.enumValues)[number] }

/**
 * 课程资源: the programmes of single courses that sell now: published ones, in the time in which they take people in. The newest
 * first; there is mostly one.
 */
export async function listShelves(ctx: Ctx): Promise<Shelf[]> {
  const rows = await ctx.db
    .select({ programId: programs.id, classId: classes.id, pricing: programs.pricing })
    .from(programs)
    .innerJoin(classes, and(eq(classes.programId, programs.id), isNull(classes.seats)))
    .where(
      and(
        eq(programs.selectionTiming, 'single_courses'),
        lte(programs.publishedAt, ctx.now),
        lte(classes.enrolFrom, ctx.now),
        isJoinable(ctx),
      ),
    )
    .orderBy(desc(programs.year), asc(classes.id))
  return rows.filter(({ programId }, i) => rows.findIndex((row) => row.programId === programId) === i)
}

/** What one course costs there, as lib/enrollment/pricing.ts says it; null when it has no price and so is not sold. */
export const priceFenOn = (shelves: Shelf[]) =>
  shelves.every(({ pricing }) => pricing === 'course') ? sql<number>`${programCourses.priceFen}` : mixedPrice

const mixedPrice = sql<number>`case ${programs.pricing} when 'course' then ${programCourses.priceFen} when 'hour' then ${programs.feeFen} * ${courses.creditHours} else ${programs.feeFen} end`

/** Which rows of program_courses, with their programs and courses, are sold singly. What stands on several shelves is sold by the newest. */
export function isOffered(ctx: Ctx, shelves: Shelf[]) {
  const ids = sql`${sql.param(`{${shelves.map(({ programId }) => programId).join()}}`)}::uuid[]`
  const newer = sql`select 1 from ${programCourses} as newer where newer.course_id = ${programCourses.courseId} and newer.program_id = any(${ids})
    and array_position(${ids}, newer.program_id) < array_position(${ids}, ${programCourses.programId})`
  return and(
    sql`${programCourses.programId} = any(${ids})`,
    lte(courses.publishedAt, ctx.now),
    sql`${priceFenOn(shelves)} is not null`,
    shelves.length > 1 ? sql`not exists (${newer})` : undefined,
  )
}
