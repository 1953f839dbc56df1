import { and, eq, isNull } from 'drizzle-orm'
import { studies } from '@/db/schema/enrollment'
import { quizAttempts } from '@/db/schema/quiz'
import { record } from '@/lib/audit/record'
import { settleStudy } from '@/lib/completion/settle'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { gradePaper } from './rules'

/**
 * 我要交卷: grades what was saved. Handing in a second time finds it done and changes nothing.
 * @throws NotFound, also for somebody else's and for a refunded course
 */
export async function submitAttempt(ctx: Ctx<Trainee>, attemptId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const mine = and(eq(quizAttempts.traineeId, tx.actor.id), eq(quizAttempts.id, attemptId))
    const [found] = await tx.db
      .select({ attempt: quizAttempts })
      .from(quizAttempts)
      .innerJoin(studies, and(eq(studies.traineeId, quizAttempts.traineeId), eq(studies.id, quizAttempts.studyId), isNull(studies.endedAt)))
      .where(mine)
      .for('update', { of: quizAttempts })
    if (!found) throw new NotFound()
    const { attempt } = found
    if (attempt.status !== 'open') return
    const { score, passed } = gradePaper(attempt.paper, attempt.answers, attempt.passMark)
    await tx.db
      .update(quizAttempts)
      .set({ status: passed ? 'passed' : 'failed', score, submittedAt: tx.now })
      .where(mine)
    await record(tx, 'quiz.submit', attemptId, { score })
    await settleStudy(tx, tx.actor.id, attempt.studyId)
  })
}
