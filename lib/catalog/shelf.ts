import { and, desc, eq, lte, sql } from 'drizzle-orm'
import { classes, courses, programCourses, programs } from '@/db/schema/catalog'
import type { Ctx } from '@/lib/shared/context'

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
      priceFen: sql<number>`coalesce(${programCourses.priceFen}, 0)`.as('price'),
    })
    .from(programCourses)
    .innerJoin(programs, eq(programs.id, programCourses.programId))
    .innerJoin(classes, eq(classes.programId, programs.id))
    .innerJoin(courses, eq(courses.id, programCourses.courseId))
    .where(
      and(
        eq(programs.selectionTiming, 'single_courses'),
        lte(programs.publishedAt, ctx.now),
        lte(courses.publishedAt, ctx.now),
        sql`${classes.enrolFrom} <= ${now} and ${classes.enrolUntil} > ${now}`,
      ),
    )
    .orderBy(programCourses.courseId, desc(programs.year), desc(programs.id))
    .as('offers')
}
