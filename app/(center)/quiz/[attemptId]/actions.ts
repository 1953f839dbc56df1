'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { found } from '@/app/_components/found'
import { traineeCtx } from '@/lib/identity/session'
import { answerQuestion } from '@/lib/quiz/answer-question'
import { getOpenPaper } from '@/lib/quiz/queries'
import { unanswered } from '@/lib/quiz/rules'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import { fieldsOf, formAction } from '@/lib/shared/form-action'

export const submitAction = formAction(traineeCtx, z.object({ attemptId: z.uuid() }), async (ctx, { attemptId }) => {
  await submitAttempt(ctx, attemptId)
  revalidatePath(`/quiz/${attemptId}`)
})

const place = z.coerce.number().int().min(0).max(999)
const Turn = z.object({ attemptId: z.uuid(), position: place, go: z.union([z.literal(['hand-in', 'anyway']), place]) })
const Choice = z.array(z.coerce.number().int().min(0)).max(10)

/** A press on an open paper where scripts are off: what is ticked is saved, then another question is shown, or the paper handed in. */
export async function turnAction(form: FormData): Promise<void> {
  const ctx = await traineeCtx()
  const turn = Turn.safeParse(fieldsOf(form))
  if (!turn.success) redirect('/classes')
  const { attemptId, position, go } = turn.data
  const page = `/quiz/${attemptId}`
  const choice = Choice.safeParse(form.getAll(`q${position}`))
  const { status } = await found(answerQuestion(ctx, { attemptId, position, choice: choice.data ?? [] }))
  if (status !== 'saved') redirect(page)
  if (typeof go === 'number') redirect(`${page}?question=${go + 1}`)
  const paper = await found(getOpenPaper(ctx, attemptId))
  if (paper && go === 'hand-in' && unanswered(paper.questions.length, paper.answers).length) {
    redirect(`${page}?question=${position + 1}&ask=1`)
  }
  await found(submitAttempt(ctx, attemptId))
  redirect(page)
}
