import { randomInt } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { chapters, classes, courses, media, programs } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import { chapterProgress, streams } from '@/db/schema/learning'
import { refusalToStudy } from '@/lib/enrollment/rules'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { hours, later } from '@/lib/shared/time'
import { secondsUnasked } from './attention'
import { inDatabaseTime, neverBack } from './in-database-time'
import { keepPlace } from './learning-days'
import { slackMs } from './rules'
import { signTicket } from './ticket'

/**
 * Opens a chapter for playing and makes this the trainee's one live stream: a player elsewhere is told at its next report.
 * The slack is not renewed by opening, and time before the lesson's key is fetched earns nothing.
 * @throws NotFound, also for somebody else's; Refused as refusalToStudy says
 */
export async function openStream(ctx: Ctx<Trainee>, { studyId, chapterId }: { studyId: string; chapterId: string }) {
  const traineeId = ctx.actor.id
  return inDatabaseTime(ctx, async (tx) => {
    const [found] = await tx.db
      .select({
        status: enrollments.status,
        studyFrom: classes.studyFrom,
        studyUntil: classes.studyUntil,
        maxSpeedPercent: programs.maxSpeedPercent,
        attentionEverySeconds: programs.attentionEverySeconds,
        durationSeconds: media.durationSeconds,
      })
      .from(studies)
      .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
      .innerJoin(classes, eq(classes.id, enrollments.classId))
      .innerJoin(programs, eq(programs.id, enrollments.programId))
      .innerJoin(courses, eq(courses.id, studies.courseId))
      .innerJoin(chapters, and(eq(chapters.courseId, courses.id), eq(chapters.id, chapterId)))
      .innerJoin(media, eq(media.id, chapters.mediaId))
      .where(and(eq(studies.traineeId, traineeId), eq(studies.id, studyId), isNull(studies.endedAt)))
      .for('no key update', { of: studies }) // it cannot be withdrawn or refunded while it is opened
    if (!found) throw new NotFound()
    const refusal = refusalToStudy(found, tx.now)
    if (refusal) throw new Refused(refusal.code, refusal.facts)

    const streamId = uuidv7(tx.now.getTime())
    const place = {
      id: streamId,
      studyId,
      chapterId,
      openedAt: tx.now,
      reportedAt: tx.now,
      keyAt: null,
      sessionId: tx.actor.sessionId ?? null,
    }
    const [stream] = await tx.db
      .insert(streams)
      .values({ traineeId, balanceMs: slackMs, uncheckedSeconds: secondsUnasked(found.attentionEverySeconds, randomInt), ...place })
      .onConflictDoUpdate({ target: streams.traineeId, set: { ...place, reportedAt: neverBack(tx.now) } })
      .returning({ checkId: streams.checkId })
    const [progress] = await tx.db
      .insert(chapterProgress)
      .values({ traineeId, studyId, chapterId, updatedAt: tx.now })
      .onConflictDoUpdate({
        target: [chapterProgress.traineeId, chapterProgress.studyId, chapterProgress.chapterId],
        set: { updatedAt: sql`excluded.updated_at` },
      })
      .returning({
        watched: chapterProgress.watched,
        positionSeconds: chapterProgress.positionSeconds,
        completedAt: chapterProgress.completedAt,
      })
    await tx.db
      .update(studies)
      .set({ learntAt: tx.now })
      .where(and(eq(studies.traineeId, traineeId), eq(studies.id, studyId)))
    await keepPlace(tx)
    // A passed class may be watched for ever; an active one earns nothing after its period.
    const exp = Math.min(
      later(tx.now, hours(8)).getTime(),
      found.status === 'active' ? found.studyUntil.getTime() : Number.POSITIVE_INFINITY,
    )
    const { durationSeconds, maxSpeedPercent, attentionEverySeconds } = found
    const lesson = { durationSeconds, maxSpeedPercent, attentionEverySeconds }
    return {
      ticket: signTicket({ traineeId, streamId, studyId, chapterId, lesson, exp }),
      watched: progress!.watched,
      positionSeconds: progress!.positionSeconds,
      done: progress!.completedAt !== null,
      maxSpeedPercent,
      checkId: stream!.checkId,
    }
  })
}
