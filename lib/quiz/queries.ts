import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { classes, courses, programs } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import { type PaperQuestion, quizAttempts } from '@/db/schema/quiz'
import { kinds } from '@/lib/catalog/questions/kinds'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { groupBy } from '@/lib/shared/group'
import { NotFound } from '@/lib/shared/not-found'
import { hours, later } from '@/lib/shared/time'
import { dueAt, gradePaper, isRight } from './rules'
import { signAnswerTicket } from './ticket'
import { keyShown, type Tries, triesOf } from './tries'

/** What the browser may see of a question before the paper is handed in: neither the key nor the explanation. */
export type OpenQuestion = Pick<PaperQuestion, 'kind' | 'stem' | 'options'>

const terms = {
  quizWaitMinutes: programs.quizWaitMinutes,
  quizDailyTries: programs.quizDailyTries,
  quizMostTries: programs.quizMostTries,
  quizExplains: programs.quizExplains,
  graceMinutes: programs.quizGraceMinutes,
}

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
      timing: programs.selectionTiming,
      period: { status: enrollments.status, studyUntil: classes.studyUntil },
      terms,
    })
    .from(quizAttempts)
    .innerJoin(studies, and(eq(studies.traineeId, quizAttempts.traineeId), eq(studies.id, quizAttempts.studyId), isNull(studies.endedAt)))
    .innerJoin(courses, eq(courses.id, studies.courseId))
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(and(eq(quizAttempts.traineeId, ctx.actor.id), eq(quizAttempts.id, attemptId)))
  if (!row) throw new NotFound()
  return row
}

/** A paper to be answered; null once it was handed in. `dueAt`: until when, null where there is no end. @throws NotFound */
export async function getOpenPaper(ctx: Ctx<Trainee>, attemptId: string) {
  const { attempt, period, terms: program, ...rest } = await findAttempt(ctx, attemptId)
  if (attempt.status !== 'open') return null
  const ticket = {
    traineeId: ctx.actor.id,
    sessionId: ctx.actor.sessionId,
    attemptId,
    size: attempt.paper.length,
    exp: later(ctx.now, hours(12)).getTime(),
  }
  return {
    ...rest,
    number: attempt.number,
    passMark: attempt.passMark,
    dueAt: dueAt({ ...period, graceMinutes: program.graceMinutes }),
    questions: attempt.paper.map(({ kind, stem, options }): OpenQuestion => ({ kind, stem, options })),
    answers: attempt.answers,
    ticket: signAnswerTicket(ticket),
  }
}

/**
 * The result; null while the paper is open. `questions` come with key and explanation as the programme allows (keyShown): each with
 * `key` null, or none at all, where they are kept back. What is kept back is not in here: all of this reaches the browser.
 * @throws NotFound
 */
export async function getResult(ctx: Ctx<Trainee>, attemptId: string) {
  const { attempt, period: _, terms: program, ...rest } = await findAttempt(ctx, attemptId)
  if (attempt.status === 'open') return null
  const all = await ctx.db
    .select({ ...pastTry, id: quizAttempts.id, number: quizAttempts.number, score: quizAttempts.score, handedIn: quizAttempts.handedIn })
    .from(quizAttempts)
    .where(and(eq(quizAttempts.traineeId, ctx.actor.id), eq(quizAttempts.studyId, attempt.studyId)))
    .orderBy(asc(quizAttempts.number))
  const tries = triesOf(program, all, ctx.now)
  const shown = keyShown(program.quizExplains, { passed: rest.passedAt !== null, ...tries })
  const marked = attempt.paper.map((question, i) => ({
    question,
    answer: attempt.answers[i] ?? [],
    right: isRight(question, attempt.answers[i]),
  }))
  return {
    ...rest,
    number: attempt.number,
    passMark: attempt.passMark,
    ...gradePaper(attempt.paper, attempt.answers, attempt.passMark),
    score: attempt.score ?? 0,
    handedIn: attempt.handedIn,
    size: attempt.paper.length,
    byKind: kinds.flatMap((kind) => {
      const ofKind = marked.filter(({ question }) => question.kind === kind)
      return ofKind.length ? [{ kind, right: ofKind.filter(({ right }) => right).length, size: ofKind.length }] : []
    }),
    explains: program.quizExplains,
    questions:
      shown === 'none'
        ? null
        : marked.map(({ question: { kind, stem, options, correct, explanation }, answer, right }) => ({
            kind,
            stem,
            options,
            answer,
            right,
            key: shown === 'all' || answer.length ? { correct, explanation } : null,
          })),
    history: all.flatMap(({ openedAt: __, submittedAt, ...one }) => (submittedAt ? [one] : [])),
    tries,
  }
}
export type QuizResult = NonNullable<Awaited<ReturnType<typeof getResult>>>

const pastTry = { openedAt: quizAttempts.openedAt, submittedAt: quizAttempts.submittedAt }

/** Of one course. @throws NotFound, also for somebody else's and for one without a quiz */
export async function getTries(ctx: Ctx<Trainee>, studyId: string): Promise<Tries> {
  const tries = (await listTries(ctx, [studyId])).get(studyId)
  if (!tries) throw new NotFound()
  return tries
}

/** How the trainee stands with the tries of these courses, by course; of one without a quiz, or somebody else's, there is nothing. */
export async function listTries(ctx: Ctx<Trainee>, studyIds: string[]): Promise<Map<string, Tries>> {
  if (!studyIds.length) return new Map()
  const rows = await ctx.db
    .select({ studyId: studies.id, terms, at: pastTry })
    .from(studies)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .leftJoin(quizAttempts, and(eq(quizAttempts.traineeId, studies.traineeId), eq(quizAttempts.studyId, studies.id)))
    .where(and(eq(studies.traineeId, ctx.actor.id), inArray(studies.id, studyIds), isNull(studies.endedAt), eq(studies.quizRequired, true)))
  const byStudy = groupBy(rows, ({ studyId }) => studyId)
  return new Map(
    [...byStudy].map(([studyId, list]) => [
      studyId,
      triesOf(
        list[0]!.terms,
        list.flatMap(({ at }) => (at?.openedAt ? [{ openedAt: at.openedAt, submittedAt: at.submittedAt }] : [])),
        ctx.now,
      ),
    ]),
  )
}
