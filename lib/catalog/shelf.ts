import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { classes, courses, programCourses, programs } from '@/db/schema/catalog'
import type { Ctx } from '@/lib/shared/context'

/** What one course costs there, as lib/enrollment/pricing.ts says it; null when it has no price and so is not sold. */
const price = sql<number>`case ${programs.pricing} when 'course' then ${programCourses.priceFen} when 'hour' then ${programs.feeFen} * ${courses.creditHours} else ${programs.feeFen} end`

/**
 * 课程资源: what is sold singly now, and by which shelf: a published programme of single courses, in the time in which it takes
 * people in. A course that stands on several shelves is sold by the newest. A subquery, to be joined.
 */
export function shelfOffers(ctx: Ctx) {
  const now = ctx.now.toISOString()
  return ctx.db
    .selectDistinctOn([programCourses.courseId], {
      courseId: programCourses.courseId,
      programId: programCourses.programId,
      classId: sql<string>`${classes.id}`.as('class_id'),
      quizRequired: programCourses.quizRequired,
      passMark: programs.passMark,
      priceFen: price.as('price'),
    })
    .from(programCourses)
    .innerJoin(programs, eq(programs.id, programCourses.programId))
    .innerJoin(classes, and(eq(classes.programId, programs.id), isNull(classes.seats)))
    .innerJoin(courses, eq(courses.id, programCourses.courseId))
    .where(
      and(
        eq(programs.selectionTiming, 'single_courses'),
        lte(programs.publishedAt, ctx.now),
        lte(courses.publishedAt, ctx.now),
        sql`${classes.enrolFrom} <= ${now} and ${classes.enrolUntil} > ${now}`,
        isNotNull(price),
      ),
    )
    .orderBy(programCourses.courseId, desc(programs.year), asc(classes.id))
    .as('offers')
}
