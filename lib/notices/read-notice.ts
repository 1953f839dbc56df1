import { noticeReads } from '@/db/schema/notices'
import type { Ctx, Trainee } from '@/lib/shared/context'

/** Remembers that the trainee has opened a notice. */
export async function readNotice(ctx: Ctx<Trainee>, noticeId: string): Promise<void> {
  await ctx.db.insert(noticeReads).values({ traineeId: ctx.actor.id, noticeId, readAt: ctx.now }).onConflictDoNothing()
}
