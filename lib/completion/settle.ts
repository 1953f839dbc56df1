import { and, count, eq, isNotNull, sql } from 'drizzle-orm'
import { chapters, programs } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import { chapterProgress } from '@/db/schema/learning'
import { quizAttempts } from '@/db/schema/quiz'
import { record } from '@/lib/audit/record'
import { issueCertificate } from '@/lib/certificates/issue'
import { listParts } from '@/lib/enrollment/queries'
import { isPassed, tally } from '@/lib/enrollment/rules'
import type { Ctx } from '@/lib/shared/context'

/**
 * The one place where a course becomes complete. Called in the transaction of whatever may have changed it: a chapter seen
 * to the end, a quiz handed in. Reads the facts and writes what follows from them, so calling it twice changes nothing.
 * @returns whether all chapters are seen (课程进度 100%)
 */
export async function settleStudy(tx: Ctx, traineeId: string, studyId: string): Promise<boolean> {
  const mine = and(eq(studies.traineeId, traineeId), eq(studies.id, studyId))
  const [study] = await tx.db.select().from(studies).where(mine).for('update')
  if (!study) throw new Error(`no study ${studyId}`)

  const [[all], [done], [quiz]] = await Promise.all([
    tx.db.select({ n: count() }).from(chapters).where(eq(chapters.courseId, study.courseId)),
    tx.db
      .select({ n: count() })
      .from(chapterProgress)
      .where(and(eq(chapterProgress.traineeId, traineeId), eq(chapterProgress.studyId, studyId), isNotNull(chapterProgress.completedAt))),
    tx.db
      .select({
        best: sql<number | null>`max(${quizAttempts.score})`,
        passed: sql<boolean | null>`bool_or(${quizAttempts.status} = 'passed')`,
      })
      .from(quizAttempts)
      .where(and(eq(quizAttempts.traineeId, traineeId), eq(quizAttempts.studyId, studyId))),
  ])
  const watched = study.watchedAt !== null || (all!.n > 0 && done!.n >= all!.n)
  const passed = study.passedAt !== null || (watched && (!study.quizRequired || quiz?.passed === true))
  await tx.db
    .update(studies)
    .set({
      watchedAt: watched ? (study.watchedAt ?? tx.now) : null,
      bestScore: quiz?.best ?? null,
      passedAt: passed ? (study.passedAt ?? tx.now) : null,
    })
    .where(mine)
  if (passed && !study.passedAt) {
    await record(tx, 'study.pass', studyId, { hours: study.creditHours, score: quiz?.best ?? null })
    await settleEnrollment(tx, traineeId, study.enrollmentId)
  }
  return watched
}

/** The one place where a class is passed, as its programme rules; the certificate is issued with it. */
async function settleEnrollment(tx: Ctx, traineeId: string, enrollmentId: string): Promise<void> {
  const mine = and(eq(enrollments.traineeId, traineeId), eq(enrollments.id, enrollmentId))
  const [enrollment] = await tx.db
    .select({ status: enrollments.status, programId: enrollments.programId, selectionTiming: programs.selectionTiming })
    .from(enrollments)
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(mine)
    .for('update', { of: enrollments })
  if (enrollment?.status !== 'active') return
  const [parts, rows] = await Promise.all([
    listParts(tx, [enrollment.programId]),
    tx.db
      .select()
      .from(studies)
      .where(and(eq(studies.traineeId, traineeId), eq(studies.enrollmentId, enrollmentId))),
  ])
  const chosen = rows.map((study) => ({ ...study, passed: study.passedAt !== null }))
  if (!isPassed(enrollment.selectionTiming, tally(parts.get(enrollment.programId) ?? [], chosen), chosen)) return
  await tx.db.update(enrollments).set({ status: 'passed', passedAt: tx.now }).where(mine)
  await record(tx, 'enrollment.pass', enrollmentId)
  await issueCertificate(tx, traineeId, enrollmentId)
}
