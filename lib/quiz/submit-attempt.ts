import { inDatabaseTime } from '@/lib/learning/in-database-time'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { lockPaper, takeIn } from './lock-paper'

/**
 * 我要交卷: grades what was saved. Handing in a second time finds it done and changes nothing. After the study period it is marked as late;
 * after the grace, too, what was saved in time counts, as it would when the server takes it in.
 * @throws NotFound, also for somebody else's and for a refunded course; Refused('class_not_active')
 */
export async function submitAttempt(ctx: Ctx<Trainee>, attemptId: string): Promise<void> {
  await inDatabaseTime(ctx, async (tx) => {
    const paper = await lockPaper(tx, { traineeId: tx.actor.id, attemptId })
    if (!paper) throw new NotFound()
    if (paper.attempt.status !== 'open') return
    if (paper.place.status !== 'active' && paper.place.status !== 'passed') throw new Refused('class_not_active')
    await takeIn(tx, paper)
  })
}
