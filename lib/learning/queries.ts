import { and, asc, eq, exists, isNull, sql } from 'drizzle-orm'
import { chapters, classes, courses, media, programParts, programs, providers } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import { chapterProgress } from '@/db/schema/learning'
import { progressPercent } from '@/lib/enrollment/rules'
import { progressOfChapter } from '@/lib/enrollment/watched'
import { decryptColumn } from '@/lib/shared/ciphers'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { resumeAt } from './played'

/** The learning page: a course the trainee selected, its chapters and how far each is. @throws NotFound */
export async function getLesson(ctx: Ctx<Trainee>, studyId: string) {
  const mine = and(eq(studies.traineeId, ctx.actor.id), eq(studies.id, studyId), isNull(studies.endedAt))
  const [[study], rows] = await Promise.all([
    ctx.db
      .select({
        id: studies.id,
        enrollmentId: studies.enrollmentId,
        status: enrollments.status,
        studyFrom: classes.studyFrom,
        studyUntil: classes.studyUntil,
        courseId: courses.id,
        title: courses.title,
        provider: providers.name,
        part: programParts.name,
        classTitle: classes.title,
        selectionTiming: programs.selectionTiming,
        creditHours: studies.creditHours,
        quizRequired: studies.quizRequired,
        passMark: programs.passMark,
        watchedAt: studies.watchedAt,
        passedAt: studies.passedAt,
        bestScore: studies.bestScore,
      })
      .from(studies)
      .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
      .innerJoin(classes, eq(classes.id, enrollments.classId))
      .innerJoin(programs, eq(programs.id, enrollments.programId))
      .innerJoin(programParts, eq(programParts.id, studies.partId))
      .innerJoin(courses, eq(courses.id, studies.courseId))
      .innerJoin(providers, eq(providers.id, courses.providerId))
      .where(mine),
    ctx.db
      .select({
        id: chapters.id,
        position: chapters.position,
        title: chapters.title,
        mediaId: media.id,
        durationSeconds: media.durationSeconds,
        watched: chapterProgress.watched,
        watchedSeconds: sql<number>`coalesce(${chapterProgress.watchedSeconds}, 0)`,
        positionSeconds: sql<number>`coalesce(${chapterProgress.positionSeconds}, 0)`,
        completedAt: chapterProgress.completedAt,
        updatedAt: chapterProgress.updatedAt,
      })
      .from(studies)
      .innerJoin(chapters, eq(chapters.courseId, studies.courseId))
      .innerJoin(media, eq(media.id, chapters.mediaId))
      .leftJoin(chapterProgress, progressOfChapter)
      .where(mine)
      .orderBy(asc(chapters.position)),
  ])
  if (!study) throw new NotFound()
  const totalSeconds = rows.reduce((sum, chapter) => sum + chapter.durationSeconds, 0)
  const seenSeconds = rows.reduce((sum, chapter) => sum + (chapter.completedAt ? chapter.durationSeconds : chapter.watchedSeconds), 0)
  const resumed = rows.map(({ watched, ...chapter }) => ({
    ...chapter,
    resumeSeconds: resumeAt({ ...chapter, watched: watched ?? [], done: chapter.completedAt !== null }),
  }))
  return {
    study,
    chapters: resumed,
    totalSeconds,
    seenSeconds,
    percent: progressPercent(seenSeconds, totalSeconds, study.watchedAt !== null),
  }
}

/** The key of a lesson, for a trainee one of whose open or passed courses plays it. @throws NotFound for everybody else */
export async function getMediaKey(ctx: Ctx<Trainee>, mediaId: string): Promise<Buffer> {
  const row = await findPlayable(ctx, mediaId)
  return decryptColumn('media.key_cipher', { id: mediaId }, row.keyCipher)
}

/** Where the captions and other private files of a lesson lie. @throws NotFound, as above */
export async function getMediaPrefix(ctx: Ctx<Trainee>, mediaId: string): Promise<string> {
  return (await findPlayable(ctx, mediaId)).storagePrefix
}

async function findPlayable(ctx: Ctx<Trainee>, mediaId: string) {
  const mayPlay = ctx.db
    .select({ one: sql`1` })
    .from(studies)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .innerJoin(chapters, and(eq(chapters.courseId, studies.courseId), eq(chapters.mediaId, media.id)))
    .where(and(eq(studies.traineeId, ctx.actor.id), isNull(studies.endedAt), sql`${enrollments.status} in ('active', 'passed')`))
  const [row] = await ctx.db
    .select({ keyCipher: media.keyCipher, storagePrefix: media.storagePrefix })
    .from(media)
    .where(and(eq(media.id, mediaId), exists(mayPlay)))
  if (!row) throw new NotFound()
  return row
}
