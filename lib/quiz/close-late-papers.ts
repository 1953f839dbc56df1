import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import { quizAttempts } from '@/db/schema/quiz'
import { databaseClock } from '@/lib/learning/database-clock'
import { inDatabaseTime } from '@/lib/learning/in-database-time'
import type { Ctx } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { lockPaper, type PaperKey, takeIn } from './lock-paper'
import { dueAt } from './rules'

const most = 500

/**
 * The server takes in open papers whose grace is over, with what was saved. Run by a job each minute; a paper that fails is tried again
 * the next time, and the others do not wait for it.
 * @returns how many were taken in
 */
export async function closeLatePapers(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .select({ traineeId: quizAttempts.traineeId, attemptId: quizAttempts.id })
    .from(quizAttempts)
    .innerJoin(studies, and(eq(studies.traineeId, quizAttempts.traineeId), eq(studies.id, quizAttempts.studyId), isNull(studies.endedAt)))
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(
      and(
        eq(quizAttempts.status, 'open'),
        eq(enrollments.status, 'active'),
        lte(sql`${classes.studyUntil} + ${programs.quizGraceMinutes} * interval '1 minute'`, databaseClock(ctx)),
      ),
    )
    .orderBy(asc(quizAttempts.openedAt))
    .limit(most)
  let closed = 0
  for (const key of due) {
    try {
      if (await closePaper(ctx, key)) closed++
    } catch (error) {
      log().error({ err: error, attempt: key.attemptId }, 'a late paper could not be taken in')
    }
  }
  return closed
}

/** @returns whether it was taken in now: it may have been handed in, or its class extended, meanwhile */
const closePaper = (ctx: Ctx, key: PaperKey): Promise<boolean> =>
  inDatabaseTime(ctx, async (tx) => {
    const paper = await lockPaper(tx, key)
    const due = paper?.attempt.status === 'open' && paper.place.status === 'active' ? dueAt(paper.place) : null
    if (!paper || !due || tx.now < due) return false
    await takeIn(tx, paper)
    return true
  })
