import { randomInt } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { attentionChecks, streams } from '@/db/schema/learning'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'

/**
 * 签到: the trainee is there. Credit goes on from this moment; the next check comes after a random share of the interval.
 * Answering one that was answered, or is not the trainee's, changes nothing.
 */
export async function answerCheck(ctx: Ctx<Trainee>, checkId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const mine = and(eq(attentionChecks.traineeId, tx.actor.id), eq(attentionChecks.id, checkId), isNull(attentionChecks.answeredAt))
    const answered = await tx.db.update(attentionChecks).set({ answeredAt: tx.now }).where(mine).returning({ id: attentionChecks.id })
    if (!answered.length) return
    await tx.db
      .update(streams)
      .set({ checkId: null, reportedAt: tx.now, uncheckedSeconds: sql`${-randomInt(0, 60)}` })
      .where(and(eq(streams.traineeId, tx.actor.id), eq(streams.checkId, checkId)))
  })
}
