import { and, eq, isNull } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import { quizAttempts } from '@/db/schema/quiz'
import { record } from '@/lib/audit/record'
import { settleStudy } from '@/lib/completion/settle'
import type { Ctx } from '@/lib/shared/context'
import { gradePaper, handedInAt } from './rules'

export type PaperKey = { traineeId: string; attemptId: string }

const keyed = ({ traineeId, attemptId }: PaperKey) => and(eq(quizAttempts.traineeId, traineeId), eq(quizAttempts.id, attemptId))

/** A paper of a course that is not given back, with its place: the enrollment locked first, as everybody does, then paper and course. */
export async function lockPaper(tx: Ctx, key: PaperKey) {
  const ofPaper = and(eq(studies.traineeId, quizAttempts.traineeId), eq(studies.id, quizAttempts.studyId))
  const [place] = await tx.db
    .select({ status: enrollments.status, studyUntil: classes.studyUntil, graceMinutes: programs.quizGraceMinutes })
    .from(quizAttempts)
    .innerJoin(studies, ofPaper)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(keyed(key))
    .for('no key update', { of: enrollments })
  const [row] = await tx.db
    .select({ attempt: quizAttempts })
    .from(quizAttempts)
    .innerJoin(studies, and(ofPaper, isNull(studies.endedAt)))
    .where(keyed(key))
    .for('update')
  return place && row ? { place, attempt: row.attempt } : null
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockPaper>>>

/** Grades what was saved, marks how it came in, and settles the course. Under the locks of lockPaper. */
export async function takeIn(tx: Ctx, { place, attempt }: Locked): Promise<void> {
  const { score, passed } = gradePaper(attempt.paper, attempt.answers, attempt.passMark)
  const handedIn = handedInAt(place, tx.now)
  await tx.db
    .update(quizAttempts)
    .set({ status: passed ? 'passed' : 'failed', score, submittedAt: tx.now, handedIn })
    .where(keyed({ traineeId: attempt.traineeId, attemptId: attempt.id }))
  await record(tx, tx.actor.kind === 'system' ? 'quiz.close' : 'quiz.submit', attempt.id, { score, handedIn })
  await settleStudy(tx, attempt.traineeId, attempt.studyId)
}
