import { and, countDistinct, eq, isNull, sql } from 'drizzle-orm'
import { studies } from '@/db/schema/enrollment'
import { chapterProgress, streams } from '@/db/schema/learning'
import type { Ctx } from '@/lib/shared/context'
import { requireRight } from '@/lib/shared/staff'

/** Of whom a change of one chapter is felt: who finished it, who is in the middle of it, whose player is open. */
export async function chapterAudience(ctx: Ctx, chapterId: string): Promise<{ done: number; partly: number; watching: number }> {
  requireRight(ctx, 'courses.read')
  const [[seen], [open]] = await Promise.all([
    ctx.db
      .select({
        done: sql<number>`(count(*) filter (where ${chapterProgress.completedAt} is not null))::int`,
        partly: sql<number>`(count(*) filter (where ${chapterProgress.completedAt} is null and ${chapterProgress.watchedSeconds} > 0))::int`,
      })
      .from(chapterProgress)
      .innerJoin(
        studies,
        and(eq(studies.traineeId, chapterProgress.traineeId), eq(studies.id, chapterProgress.studyId), isNull(studies.endedAt)),
      )
      .where(eq(chapterProgress.chapterId, chapterId)),
    ctx.db
      .select({ watching: countDistinct(streams.traineeId) })
      .from(streams)
      .where(eq(streams.chapterId, chapterId)),
  ])
  return { ...seen!, ...open! }
}
