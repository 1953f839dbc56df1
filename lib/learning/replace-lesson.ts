import { and, eq, inArray, isNull } from 'drizzle-orm'
import { chapters, media } from '@/db/schema/catalog'
import { chapterProgress, streams } from '@/db/schema/learning'
import { record } from '@/lib/audit/record'
import { lockChapter } from '@/lib/catalog/chapters/edit-chapters'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'
import { dayOfStream, keepDays } from './learning-days'

/** Two videos so close in length are the same lesson in another cut or quality. */
export const sameLengthSeconds = 2

/**
 * Another video in a chapter. Whoever has finished it stays finished. Of everybody else what was watched goes on counting when both
 * videos are equally long; otherwise they begin the chapter anew, because a second of the old video is no second of the new one.
 * Whoever is watching right now is told to open it again.
 * @returns whether others begin anew @throws NotFound
 */
export async function replaceLesson(ctx: Ctx, { chapterId, mediaId }: { chapterId: string; mediaId: string }): Promise<boolean> {
  requireRight(ctx, 'courses.edit')
  return inTransaction(ctx, async (tx) => {
    const { chapter } = await lockChapter(tx, chapterId)
    const found = await tx.db
      .select({ id: media.id, seconds: media.durationSeconds })
      .from(media)
      .where(inArray(media.id, [mediaId, chapter.mediaId]))
    const [next, before] = [mediaId, chapter.mediaId].map((id) => found.find((one) => one.id === id))
    if (!next || !before) throw new NotFound()
    if (next.id === before.id) return false
    await tx.db.update(chapters).set({ mediaId }).where(eq(chapters.id, chapterId))
    // In the order in which reports lock streams.
    const watching = await tx.db
      .select({ traineeId: streams.traineeId })
      .from(streams)
      .where(eq(streams.chapterId, chapterId))
      .orderBy(streams.traineeId)
      .for('update')
    if (watching.length) await keepDays(tx, await tx.db.delete(streams).where(eq(streams.chapterId, chapterId)).returning(dayOfStream))
    const anew = Math.abs(next.seconds - before.seconds) > sameLengthSeconds
    if (anew)
      await tx.db
        .update(chapterProgress)
        .set({ watched: [], watchedSeconds: 0, positionSeconds: 0 })
        .where(and(eq(chapterProgress.chapterId, chapterId), isNull(chapterProgress.completedAt)))
    await record(tx, 'chapter.replace', chapter.courseId, { chapterId, before: before.id, after: next.id, anew })
    return anew
  })
}
