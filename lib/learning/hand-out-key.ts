import { sql } from 'drizzle-orm'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { databaseClock } from './database-clock'
import { getMediaKey } from './queries'

/**
 * The key of a lesson, for a trainee one of whose courses plays it. From its first key on the player that is open earns: what plays nothing
 * needs none, and the time before it does not count. @throws NotFound as getMediaKey
 */
export async function handOutKey(ctx: Ctx<Trainee>, mediaId: string): Promise<Buffer> {
  const key = await getMediaKey(ctx, mediaId)
  await ctx.db.execute(sql`
    update streams s set key_at = clock.now, reported_at = greatest(s.reported_at, clock.now)
    from (select ${databaseClock(ctx)} as now) clock
    where s.trainee_id = ${ctx.actor.id} and s.key_at is null
      and exists (select 1 from chapters c where c.id = s.chapter_id and c.media_id = ${mediaId})`)
  return key
}
