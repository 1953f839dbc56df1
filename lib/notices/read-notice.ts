import { noticeReads } from '@/db/schema/notices'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'

/** Remembers that the trainee has opened a notice. */
export async function readNotice(ctx: Ctx<Trainee>, noticeId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx.db.insert(noticeReads).values({ traineeId: tx.actor.id, noticeId, readAt: tx.now }).onConflictDoNothing()
  })
}
