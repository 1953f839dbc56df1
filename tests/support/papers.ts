import { and, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { type PaperQuestion, quizAttempts } from '@/db/schema/quiz'
import { getOpenPaper } from '@/lib/quiz/queries'
import { type SaveResult, saveAnswers } from '@/lib/quiz/save-answers'
import { readAnswerTicket } from '@/lib/quiz/ticket'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { asSystem } from './world'

/** The paper with its key, which only the server has. */
export async function keyOf(me: Ctx<Trainee>, attemptId: string): Promise<PaperQuestion[]> {
  const mine = and(eq(quizAttempts.traineeId, me.actor.id), eq(quizAttempts.id, attemptId))
  const [row] = await db().select({ paper: quizAttempts.paper }).from(quizAttempts).where(mine)
  return row!.paper
}

/** What lets somebody with the paper open save answers. */
export async function answerTicketOf(me: Ctx<Trainee>, attemptId: string) {
  const paper = await getOpenPaper(me, attemptId)
  return readAnswerTicket(paper!.ticket, me.now)!
}

/** Answers so many questions right, from the first on, and the others wrong. */
export async function answer(me: Ctx<Trainee>, attemptId: string, right = Number.POSITIVE_INFINITY): Promise<SaveResult[]> {
  const ticket = await answerTicketOf(me, attemptId)
  const choices = (await keyOf(me, attemptId)).map(({ correct, options }, i) =>
    i < right ? correct : options.map((_, option) => option).filter((option) => !correct.includes(option)),
  )
  return saveAnswers(
    asSystem(me.now),
    choices.map((choice, position) => ({ ticket, position, choice })),
  )
}
