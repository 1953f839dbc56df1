import type { Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { getOpenPaper } from './queries'
import { type SaveResult, saveAnswers } from './save-answers'

type Input = { attemptId: string; position: number; choice: number[] }

/**
 * One answer of one's own paper, sent by a form where the hot path needs scripts; by the same rules. `position` from 0; `choice` are option
 * indexes, none to take an answer back.
 * @throws NotFound, also for somebody else's paper and for what does not stand in it
 */
export async function answerQuestion(ctx: Ctx<Trainee>, { attemptId, position, choice }: Input): Promise<SaveResult> {
  const paper = await getOpenPaper(ctx, attemptId)
  if (!paper) return { status: 'closed' }
  const question = paper.questions[position]
  if (!question || choice.some((option) => !(option in question.options))) throw new NotFound()
  const { id: traineeId, sessionId } = ctx.actor
  const ticket = { traineeId, sessionId, attemptId, size: paper.questions.length, exp: ctx.now.getTime() }
  const [result] = await saveAnswers({ ...ctx, actor: { kind: 'system' } }, [{ ticket, position, choice: [...new Set(choice)] }])
  return result!
}
