import { and, asc, count, eq, isNotNull, isNull, sql } from 'drizzle-orm'
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
 * Locks the enrollments of these studies, in one order for everybody. Whoever settles several courses in one transaction calls it
 * first: the first certificate issued holds its serial until commit, and a lock taken after that could close a circle.
 */
export async function lockForSettling(tx: Ctx, keys: { traineeId: string; studyId: string }[]): Promise<void> {
  if (keys.length < 2) return
  const column = (ids: string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`
  await tx.db
    .select({ id: enrollments.id })
    .from(studies)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .where(
      and(
        sql`${studies.traineeId} = any(${column(keys.map(({ traineeId }) => traineeId))})`,
        sql`${studies.id} = any(${column(keys.map(({ studyId }) => studyId))})`,
      ),
    )
    .orderBy(asc(enrollments.traineeId), asc(enrollments.id))
    .for('no key update', { of: enrollments })
}

/** The enrollment of a study, locked: before the study itself, as everybody does. */
async function lockPlace(tx: Ctx, traineeId: string, studyId: string) {
  const [place] = await tx.db
    .select({
      id: enrollments.id,
      status: enrollments.status,
      programId: enrollments.programId,
      selectionTiming: programs.selectionTiming,
    })
    .from(studies)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(and(eq(studies.traineeId, traineeId), eq(studies.id, studyId)))
    .for('no key update', { of: enrollments })
  if (!place) throw new Error(`no study ${studyId}`)
  return place
}

/**
 * The one place where a course becomes complete. Called in the transaction of whatever may have changed it: a chapter seen
 * to the end, a quiz handed in. Reads the facts and writes what follows from them, so calling it twice changes nothing. In a course
 * that was given back for a refund nothing becomes complete any more.
 * @returns whether all chapters are seen (课程进度 100%)
 */
export async function settleStudy(tx: Ctx, traineeId: string, studyId: string): Promise<boolean> {
  const mine = and(eq(studies.traineeId, traineeId), eq(studies.id, studyId))
  const place = await lockPlace(tx, traineeId, studyId)
  const [study] = await tx.db.select().from(studies).where(mine).for('update')
  if (!study || study.endedAt) return false

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
    await settleEnrollment(tx, traineeId, place)
  }
  return watched
}

/** The one place where a class is passed, as its programme rules; the certificate is issued with it. */
async function settleEnrollment(tx: Ctx, traineeId: string, place: Awaited<ReturnType<typeof lockPlace>>): Promise<void> {
  if (place.status !== 'active') return
  const [parts, rows] = await Promise.all([
    listParts(tx, [place.programId]),
    tx.db
      .select()
      .from(studies)
      .where(and(eq(studies.traineeId, traineeId), eq(studies.enrollmentId, place.id), isNull(studies.endedAt))),
  ])
  const chosen = rows.map((study) => ({ ...study, passed: study.passedAt !== null }))
  if (!isPassed(place.selectionTiming, tally(parts.get(place.programId) ?? [], chosen), chosen)) return
  await tx.db
    .update(enrollments)
    .set({ status: 'passed', passedAt: tx.now })
    .where(and(eq(enrollments.traineeId, traineeId), eq(enrollments.id, place.id)))
  await record(tx, 'enrollment.pass', place.id)
  await issueCertificate(tx, traineeId, place.id)
}
