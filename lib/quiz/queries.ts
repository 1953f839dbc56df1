import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm'
import { courses } from '@/db/schema/catalog'
import { studies } from '@/db/schema/enrollment'
import { type PaperQuestion, quizAttempts } from '@/db/schema/quiz'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { hours, later } from '@/lib/shared/time'
import { gradePaper, isRight } from './rules'
import { signAnswerTicket } from './ticket'

/** What the browser may see of a question before the paper is handed in: neither the key nor the explanation. */
export type OpenQuestion = Pick<PaperQuestion, 'kind' | 'stem' | 'options'>

async function findAttempt(ctx: Ctx<Trainee>, attemptId: string) {
  const [row] = await ctx.db
    .select({
      attempt: quizAttempts,
      course: courses.title,
      studyId: studies.id,
      enrollmentId: studies.enrollmentId,
      creditHours: studies.creditHours,
      partId: studies.partId,
      passedAt: studies.passedAt,
    })
    .from(quizAttempts)
    .innerJoin(studies, and(eq(studies.traineeId, quizAttempts.traineeId), eq(studies.id, quizAttempts.studyId), isNull(studies.endedAt)))
    .innerJoin(courses, eq(courses.id, studies.courseId))
    .where(and(eq(quizAttempts.traineeId, ctx.actor.id), eq(quizAttempts.id, attemptId)))
  if (!row) throw new NotFound()
  return row
}

/** A paper to be answered; null once it was handed in. @throws NotFound */
export async function getOpenPaper(ctx: Ctx<Trainee>, attemptId: string) {
  const { attempt, ...rest } = await findAttempt(ctx, attemptId)
  if (attempt.status !== 'open') return null
  const ticket = { traineeId: ctx.actor.id, attemptId, size: attempt.paper.length, exp: later(ctx.now, hours(12)).getTime() }
  return {
    ...rest,
    number: attempt.number,
    passMark: attempt.passMark,
    questions: attempt.paper.map(({ kind, stem, options }): OpenQuestion => ({ kind, stem, options })),
    answers: attempt.answers,
    ticket: signAnswerTicket(ticket),
  }
}

/** The result with answers, key and explanations; null while the paper is open. @throws NotFound */
export async function getResult(ctx: Ctx<Trainee>, attemptId: string) {
  const { attempt, ...rest } = await findAttempt(ctx, attemptId)
  if (attempt.status === 'open') return null
  const history = await ctx.db
    .select({ id: quizAttempts.id, number: quizAttempts.number, score: quizAttempts.score })
    .from(quizAttempts)
    .where(and(eq(quizAttempts.traineeId, ctx.actor.id), eq(quizAttempts.studyId, attempt.studyId), isNotNull(quizAttempts.submittedAt)))
    .orderBy(asc(quizAttempts.number))
  return {
    ...rest,
    number: attempt.number,
    passMark: attempt.passMark,
    ...gradePaper(attempt.paper, attempt.answers, attempt.passMark),
    score: attempt.score ?? 0,
    questions: attempt.paper.map((question, i) => ({
      ...question,
      answer: attempt.answers[i] ?? [],
      right: isRight(question, attempt.answers[i]),
    })),
    history,
  }
}
export type QuizResult = NonNullable<Awaited<ReturnType<typeof getResult>>>
