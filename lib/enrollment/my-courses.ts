import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { classes, courses, programs } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { listStudies } from './queries'

/** 我的课程: what a trainee chose singly, newest first, with how each stands. */
export async function listMyCourses(ctx: Ctx<Trainee>) {
  const shelves = await ctx.db
    .select({ id: enrollments.id, passMark: programs.passMark })
    .from(enrollments)
    .innerJoin(programs, and(eq(programs.id, enrollments.programId), eq(programs.selectionTiming, 'single_courses')))
    .where(and(eq(enrollments.traineeId, ctx.actor.id), eq(enrollments.status, 'active')))
    .orderBy(desc(programs.year), desc(enrollments.reservedAt))
  const lists = await Promise.all(shelves.map(({ id }) => listStudies(ctx, id))) // one shelf a year: a handful at most
  return lists.flatMap((list) => list.reverse())
}

/** Where a trainee has these courses already: bought singly, or chosen in a class (and which). By course. */
export async function listOwned(ctx: Ctx<Trainee>, courseIds: string[]) {
  const rows = courseIds.length
    ? await ctx.db
        .select({
          courseId: studies.courseId,
          studyId: studies.id,
          title: courses.title,
          classTitle: classes.title,
          timing: programs.selectionTiming,
          watchedAt: studies.watchedAt,
          passedAt: studies.passedAt,
        })
        .from(studies)
        .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
        .innerJoin(classes, eq(classes.id, enrollments.classId))
        .innerJoin(programs, eq(programs.id, enrollments.programId))
        .innerJoin(courses, eq(courses.id, studies.courseId))
        .where(
          and(
            eq(studies.traineeId, ctx.actor.id),
            inArray(studies.courseId, courseIds),
            isNull(studies.endedAt),
            inArray(enrollments.status, ['active', 'passed']),
          ),
        )
    : []
  const singly = new Map(rows.filter(({ timing }) => timing === 'single_courses').map((row) => [row.courseId, row]))
  const inClass = new Map(rows.filter(({ timing }) => timing !== 'single_courses').map((row) => [row.courseId, row]))
  return { singly, inClass }
}
