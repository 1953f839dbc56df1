import { and, eq, inArray } from 'drizzle-orm'
import { studies } from '@/db/schema/enrollment'
import { streams } from '@/db/schema/learning'
import type { Ctx } from '@/lib/shared/context'

/**
 * Ends the trainee's player if it plays a course of these enrollments (only these courses, if given): its next report is told that the stream is gone. Called before
 * the courses are locked, as reports lock the stream first.
 */
export async function endStreams(tx: Ctx, traineeId: string, enrollmentIds: string[], courseIds?: string[]): Promise<void> {
  const theirs = tx.db
    .select({ id: studies.id })
    .from(studies)
    .where(
      and(
        eq(studies.traineeId, traineeId),
        inArray(studies.enrollmentId, enrollmentIds),
        courseIds && inArray(studies.courseId, courseIds),
      ),
    )
  await tx.db.delete(streams).where(and(eq(streams.traineeId, traineeId), inArray(streams.studyId, theirs)))
}
