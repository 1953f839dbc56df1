import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { chapters, courses, media } from '@/db/schema/catalog'
import { certificates } from '@/db/schema/certificates'
import { enrollments, studies } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import { chapterProgress } from '@/db/schema/learning'
import { record } from '@/lib/audit/record'
import { settleStudy } from '@/lib/completion/settle'
import { reason } from '@/lib/identity/staff-people-input'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'

export const CorrectHoursInput = z.object({
  traineeId: z.uuid(),
  studyId: z.uuid(),
  chapterId: z.uuid(),
  watched: z.enum(['yes', 'no']),
  reason,
})

/**
 * 更正学时: marks a chapter of somebody's course as seen to the end, or takes that back; what follows from it is settled as ever. Before and
 * after stay in the audit log. Nothing is taken back that a certificate stands on.
 * @throws NotFound without the right 'hours.correct'; Refused('hours_ended' | 'hours_unchanged' | 'hours_certified')
 */
export async function correctHours(ctx: Ctx<Staff>, input: z.output<typeof CorrectHoursInput>): Promise<void> {
  requireRight(ctx, 'hours.correct')
  const { traineeId, studyId } = input
  const watched = input.watched === 'yes'
  await inTransaction(ctx, async (tx) => {
    const place = await findPlace(tx, input)
    const before = await lockProgress(tx, input)
    if (watched === before.completed) throw new Refused('hours_unchanged')
    // Progress first, then the enrollment, then the study: as reports of players lock.
    const progress = watched
      ? { watched: [[0, place.durationSeconds]] as [number, number][], watchedSeconds: place.durationSeconds, completedAt: tx.now }
      : { watched: [], watchedSeconds: 0, completedAt: null }
    await tx.db
      .update(chapterProgress)
      .set({ ...progress, positionSeconds: 0, updatedAt: tx.now })
      .where(ofChapter(input))
    if (!watched) await takeBack(tx, input, place.enrollmentId)
    await record(tx, 'hours.correct', studyId, {
      reason: input.reason,
      person: traineeId,
      course: place.course,
      chapter: place.chapter,
      before: { seconds: before.seconds, done: before.completed },
      after: { seconds: progress.watchedSeconds, done: watched },
    })
    await settleStudy(tx, traineeId, studyId)
    if (watched)
      await tx.db
        .update(studies)
        .set({ learntAt: sql`coalesce(${studies.learntAt}, ${tx.now.toISOString()})` })
        .where(and(eq(studies.traineeId, traineeId), eq(studies.id, studyId)))
  })
}

type Key = { traineeId: string; studyId: string; chapterId: string }

/** The chapter within the person's course; only people of own regions. */
async function findPlace(tx: Ctx<Staff>, { traineeId, studyId, chapterId }: Key) {
  const [place] = await tx.db
    .select({
      enrollmentId: studies.enrollmentId,
      endedAt: studies.endedAt,
      course: courses.title,
      chapter: chapters.title,
      durationSeconds: media.durationSeconds,
    })
    .from(studies)
    .innerJoin(trainees, eq(trainees.id, studies.traineeId))
    .innerJoin(courses, eq(courses.id, studies.courseId))
    .innerJoin(chapters, and(eq(chapters.courseId, courses.id), eq(chapters.id, chapterId)))
    .innerJoin(media, eq(media.id, chapters.mediaId))
    .where(and(eq(studies.traineeId, traineeId), eq(studies.id, studyId), inOwnRegions(tx, trainees.regionCode)))
  if (!place) throw new NotFound()
  if (place.endedAt) throw new Refused('hours_ended')
  return place
}

const ofChapter = ({ traineeId, studyId, chapterId }: Key) =>
  and(eq(chapterProgress.traineeId, traineeId), eq(chapterProgress.studyId, studyId), eq(chapterProgress.chapterId, chapterId))

/** Made first where nobody opened the chapter yet: what is not there cannot be locked. */
async function lockProgress(tx: Ctx, key: Key) {
  const { traineeId, studyId, chapterId } = key
  await tx.db.insert(chapterProgress).values({ traineeId, studyId, chapterId, updatedAt: tx.now }).onConflictDoNothing()
  const [row] = await tx.db
    .select({ seconds: chapterProgress.watchedSeconds, completedAt: chapterProgress.completedAt })
    .from(chapterProgress)
    .where(ofChapter(key))
    .for('update')
  return { seconds: row!.seconds, completed: row!.completedAt !== null }
}

/** The course is not complete any more; refused where a certificate says that it is. */
async function takeBack(tx: Ctx, { traineeId, studyId }: Key, enrollmentId: string): Promise<void> {
  const [enrollment] = await tx.db
    .select({ status: enrollments.status })
    .from(enrollments)
    .where(and(eq(enrollments.traineeId, traineeId), eq(enrollments.id, enrollmentId)))
    .for('no key update')
  const [paper] = await tx.db
    .select({ id: certificates.id })
    .from(certificates)
    .where(
      and(
        eq(certificates.traineeId, traineeId),
        sql`${certificates.revokedAt} is null`,
        sql`${certificates.snapshot}->'studyIds' ? ${studyId}`,
      ),
    )
    .limit(1)
  if (enrollment!.status === 'passed' || paper) throw new Refused('hours_certified')
  await tx.db
    .update(studies)
    .set({ watchedAt: null, passedAt: null })
    .where(and(eq(studies.traineeId, traineeId), eq(studies.id, studyId)))
}
