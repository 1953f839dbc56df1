import { randomInt } from 'node:crypto'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { classes, programs, questions } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import { quizAttempts } from '@/db/schema/quiz'
import { record } from '@/lib/audit/record'
import { refusalToStudy } from '@/lib/enrollment/rules'
import { inDatabaseTime } from '@/lib/learning/in-database-time'
import { getLesson } from '@/lib/learning/queries'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { drawPaper, dueAt } from './rules'
import { refusalToTry, triesOf } from './tries'

/**
 * 课后测验: goes on with the open paper of this course, also in the grace after the study period, or draws a new one if the programme
 * grants another try now. Two presses get the same paper.
 * @returns the attempt's id
 * @throws NotFound; Refused('course_unfinished' | 'no_quiz' | 'already_passed' | those of refusalToStudy and refusalToTry)
 */
export async function openAttempt(ctx: Ctx<Trainee>, studyId: string): Promise<string> {
  return inDatabaseTime(ctx, async (tx) => {
    const { study, program, ...period } = await lockStudy(tx, studyId)
    const refusal = refusalToStudy(period, tx.now)
    const earlier = await listEarlier(tx, studyId)
    const open = earlier.find((attempt) => attempt.status === 'open')
    const due = dueAt({ ...period, graceMinutes: program.quizGraceMinutes })
    if (open && (!refusal || (refusal.code === 'study_period_over' && due && tx.now < due))) return open.id
    if (refusal) throw new Refused(refusal.code, refusal.facts)
    if (!study.quizRequired) throw new Refused('no_quiz')
    if (!study.watchedAt) throw new Refused('course_unfinished', { percent: (await getLesson(tx, studyId)).percent })
    if (study.passedAt) throw new Refused('already_passed')
    const tooSoon = refusalToTry(triesOf(program, earlier, tx.now), tx.now)
    if (tooSoon) throw new Refused(tooSoon.code, tooSoon.facts)

    const bank = await tx.db
      .select()
      .from(questions)
      .where(and(eq(questions.courseId, study.courseId), isNull(questions.retiredAt)))
    const counts = { single: program.quizSingle, multiple: program.quizMultiple, judgement: program.quizJudgement }
    const seen = new Set(earlier.flatMap((attempt) => attempt.paper.map((question) => question.id)))
    const paper = drawPaper(
      bank.map(({ id, kind, stem, options, correct, explanation }) => ({ id, kind, stem, options, correct, explanation })),
      counts,
      seen,
      () => randomInt(2 ** 32) / 2 ** 32,
    )
    if (!paper.length) throw new Error(`course ${study.courseId} asks for a quiz and has no questions`)
    const id = uuidv7(tx.now.getTime())
    await tx.db
      .insert(quizAttempts)
      .values({ id, traineeId: tx.actor.id, studyId, number: earlier.length + 1, passMark: program.passMark, paper, openedAt: tx.now })
    await record(tx, 'quiz.open', id, { studyId, number: earlier.length + 1 })
    return id
  })
}

/** The enrollment, then the course, locked: neither is given back meanwhile, and the second press finds the first one's paper. */
async function lockStudy(tx: Ctx<Trainee>, studyId: string) {
  const mine = and(eq(studies.traineeId, tx.actor.id), eq(studies.id, studyId))
  const [place] = await tx.db
    .select({
      program: programs,
      status: enrollments.status,
      studyFrom: classes.studyFrom,
      studyUntil: classes.studyUntil,
    })
    .from(studies)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(mine)
    .for('no key update', { of: enrollments })
  const [study] = await tx.db
    .select()
    .from(studies)
    .where(and(mine, isNull(studies.endedAt)))
    .for('update')
  if (!place || !study) throw new NotFound()
  return { ...place, study }
}

const listEarlier = (tx: Ctx<Trainee>, studyId: string) =>
  tx.db
    .select({
      id: quizAttempts.id,
      status: quizAttempts.status,
      paper: quizAttempts.paper,
      openedAt: quizAttempts.openedAt,
      submittedAt: quizAttempts.submittedAt,
    })
    .from(quizAttempts)
    .where(and(eq(quizAttempts.traineeId, tx.actor.id), eq(quizAttempts.studyId, studyId)))
    .orderBy(asc(quizAttempts.number))
