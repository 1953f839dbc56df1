import { and, eq, sql } from 'drizzle-orm'
import { chapters, media } from '@/db/schema/catalog'
import { studies } from '@/db/schema/enrollment'
import { chapterProgress } from '@/db/schema/learning'

/** Joins the progress of a study in a chapter to studies and chapters; a chapter nobody opened has none. */
export const progressOfChapter = and(
  eq(chapterProgress.traineeId, studies.traineeId),
  eq(chapterProgress.studyId, studies.id),
  eq(chapterProgress.chapterId, chapters.id),
)

/** How long the chapters of a study are and how much of them is seen, over studies grouped by themselves; a finished chapter counts whole. */
export const watched = {
  totalSeconds: sql<number>`coalesce(sum(${media.durationSeconds}), 0)::int`,
  seenSeconds: sql<number>`coalesce(sum(case when ${chapterProgress.completedAt} is not null then ${media.durationSeconds} else ${chapterProgress.watchedSeconds} end), 0)::int`,
}
