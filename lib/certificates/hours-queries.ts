import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { courses, programs } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { formatDay } from '@/lib/shared/time'

/** Single courses the trainee has finished: what 学时证明 may stand for. The newest first, with the year in which each was finished. */
export async function listFinished(ctx: Ctx<Trainee>) {
  const rows = await ctx.db
    .select({
      studyId: studies.id,
      enrollmentId: studies.enrollmentId,
      title: courses.title,
      creditHours: studies.creditHours,
      score: studies.bestScore,
      selectedAt: studies.selectedAt,
      passedAt: studies.passedAt,
    })
    .from(studies)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .innerJoin(programs, and(eq(programs.id, enrollments.programId), eq(programs.selectionTiming, 'single_courses')))
    .innerJoin(courses, eq(courses.id, studies.courseId))
    .where(and(eq(studies.traineeId, ctx.actor.id), isNotNull(studies.passedAt), isNull(studies.endedAt)))
    .orderBy(desc(studies.passedAt), desc(studies.id))
  return rows.map(({ passedAt, ...row }) => {
    const finishedOn = formatDay(passedAt!)
    return { ...row, finishedOn, year: Number(finishedOn.slice(0, 4)) }
  })
}
export type FinishedCourse = Awaited<ReturnType<typeof listFinished>>[number]
