import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { studies } from '@/db/schema/enrollment'
import { streams } from '@/db/schema/learning'
import type { Ctx } from '@/lib/shared/context'
import { sqlArray } from '@/lib/shared/sql-array'
import { dayOfStream, keepDays } from './learning-days'

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
  const ended = and(eq(streams.traineeId, traineeId), inArray(streams.studyId, theirs))
  await keepDays(tx, await tx.db.delete(streams).where(ended).returning(dayOfStream))
}

/** The same for many people who leave a class together; in one order, as reports lock streams. */
export async function endStreamsOf(tx: Ctx, places: { traineeId: string; enrollmentId: string }[]): Promise<void> {
  const column = (ids: string[]) => sqlArray(ids, 'uuid')
  const theirs = sql`(${studies.traineeId}, ${studies.enrollmentId}) in (select * from unnest(
    ${column(places.map(({ traineeId }) => traineeId))}, ${column(places.map(({ enrollmentId }) => enrollmentId))}))`
  const live = await tx.db
    .select({ traineeId: streams.traineeId })
    .from(streams)
    .innerJoin(studies, and(eq(studies.traineeId, streams.traineeId), eq(studies.id, streams.studyId)))
    .where(theirs)
    .orderBy(asc(streams.traineeId))
    .for('update', { of: streams })
  if (!live.length) return
  const ended = sql`${streams.traineeId} = any(${column(live.map(({ traineeId }) => traineeId))})`
  await keepDays(tx, await tx.db.delete(streams).where(ended).returning(dayOfStream))
}
