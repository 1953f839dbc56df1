import { and, eq, isNull, sql } from 'drizzle-orm'
import { classes, courses, programCourses, programParts, programs } from '@/db/schema/catalog'
import { candidates, enrollments, studies } from '@/db/schema/enrollment'
import { chapterProgress } from '@/db/schema/learning'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import type { CourseChoice, EnrollmentRef, StudyRef } from './input'
import { listParts } from './queries'
import { choosesInClass, tally } from './rules'

/**
 * Locks the trainee's own enrollment while its courses are chosen.
 * @throws NotFound, also for somebody else's; Refused('class_not_active' | 'study_period_over' | 'courses_settled')
 */
async function lockActive(tx: Ctx<Trainee>, enrollmentId: string) {
  const [enrollment] = await tx.db
    .select({
      id: enrollments.id,
      programId: enrollments.programId,
      status: enrollments.status,
      selectionTiming: programs.selectionTiming,
      pricing: programs.pricing,
      studyUntil: classes.studyUntil,
    })
    .from(enrollments)
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .where(and(eq(enrollments.traineeId, tx.actor.id), eq(enrollments.id, enrollmentId)))
    .for('update', { of: enrollments })
  if (!enrollment) throw new NotFound()
  if (enrollment.status !== 'active') throw new Refused('class_not_active')
  if (tx.now >= enrollment.studyUntil) throw new Refused('study_period_over')
  if (!choosesInClass(enrollment, await tallyChosen(tx, enrollment))) throw new Refused('courses_settled')
  return enrollment
}

/** Asked only where it matters. */
async function tallyChosen(
  tx: Ctx<Trainee>,
  { id, programId, selectionTiming }: { id: string; programId: string; selectionTiming: string },
) {
  if (selectionTiming !== 'before_payment') return []
  const [parts, chosen] = await Promise.all([
    listParts(tx, [programId]),
    tx.db
      .select({ partId: studies.partId, creditHours: studies.creditHours })
      .from(studies)
      .where(and(eq(studies.traineeId, tx.actor.id), eq(studies.enrollmentId, id), isNull(studies.endedAt))),
  ])
  return tally(
    parts.get(programId) ?? [],
    chosen.map((course) => ({ ...course, passed: false })),
  )
}

const ownStudy = (tx: Ctx<Trainee>, enrollmentId: string, courseId: string) =>
  and(eq(studies.traineeId, tx.actor.id), eq(studies.enrollmentId, enrollmentId), eq(studies.courseId, courseId), isNull(studies.endedAt))

/**
 * 选择课程: puts a course among the candidates. Choosing one twice is the same as once.
 * @throws Refused('course_not_offered' | 'course_already_chosen' | 'class_not_active')
 */
export async function chooseCourse(ctx: Ctx<Trainee>, { enrollmentId, courseId }: CourseChoice): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { programId } = await lockActive(tx, enrollmentId)
    const [offered] = await tx.db
      .select({ id: programCourses.courseId })
      .from(programCourses)
      .innerJoin(courses, and(eq(courses.id, programCourses.courseId), sql`${courses.publishedAt} <= ${tx.now.toISOString()}`))
      .where(and(eq(programCourses.programId, programId), eq(programCourses.courseId, courseId)))
    if (!offered) throw new Refused('course_not_offered')
    const [taken] = await tx.db
      .select({ id: studies.id })
      .from(studies)
      .where(ownStudy(tx, enrollmentId, courseId))
    if (taken) throw new Refused('course_already_chosen')
    await tx.db.insert(candidates).values({ traineeId: tx.actor.id, enrollmentId, courseId, addedAt: tx.now }).onConflictDoNothing()
  })
}

/** Takes a course out of the candidates; one that is not there stays out. @throws as lockActive */
export async function dropCandidate(ctx: Ctx<Trainee>, { enrollmentId, courseId }: CourseChoice): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockActive(tx, enrollmentId)
    await tx.db
      .delete(candidates)
      .where(and(eq(candidates.traineeId, tx.actor.id), eq(candidates.enrollmentId, enrollmentId), eq(candidates.courseId, courseId)))
  })
}

/**
 * 确认选中的课程: turns all candidates into selected courses, but for those that are not offered any more. The requirement need not be met yet: one may choose in rounds.
 * @returns how many courses were confirmed
 * @throws Refused('nothing_to_confirm' | 'class_not_active')
 */
export async function confirmSelection(ctx: Ctx<Trainee>, { enrollmentId }: EnrollmentRef): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const { programId } = await lockActive(tx, enrollmentId)
    const mine = and(eq(candidates.traineeId, tx.actor.id), eq(candidates.enrollmentId, enrollmentId))
    const chosen = await tx.db
      .select({
        courseId: courses.id,
        partId: programCourses.partId,
        creditHours: courses.creditHours,
        quizRequired: programCourses.quizRequired,
      })
      .from(candidates)
      .innerJoin(programCourses, and(eq(programCourses.programId, programId), eq(programCourses.courseId, candidates.courseId)))
      .innerJoin(courses, and(eq(courses.id, candidates.courseId), sql`${courses.publishedAt} <= ${tx.now.toISOString()}`))
      .where(mine)
    if (!chosen.length) throw new Refused('nothing_to_confirm')
    await tx.db
      .insert(studies)
      .values(chosen.map((course) => ({ ...course, traineeId: tx.actor.id, enrollmentId, selectedAt: tx.now })))
      .onConflictDoNothing()
    await tx.db.delete(candidates).where(mine)
    await record(tx, 'selection.confirm', enrollmentId, { courses: chosen.map(({ courseId }) => courseId) })
    return chosen.length
  })
}

/**
 * Takes a confirmed course back, as long as nobody has opened it.
 * @throws NotFound; Refused('course_compulsory' | 'course_started' | 'class_not_active')
 */
export async function withdrawCourse(ctx: Ctx<Trainee>, { enrollmentId, studyId }: StudyRef): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockActive(tx, enrollmentId)
    const mine = and(eq(studies.traineeId, tx.actor.id), eq(studies.enrollmentId, enrollmentId), eq(studies.id, studyId))
    const [study] = await tx.db
      .select({ courseId: studies.courseId, compulsory: programParts.compulsory })
      .from(studies)
      .innerJoin(programParts, eq(programParts.id, studies.partId))
      .where(mine)
      .for('update', { of: studies })
    if (!study) throw new NotFound()
    if (study.compulsory) throw new Refused('course_compulsory')
    // Asked under the lock: a player that opens the course meanwhile waits for it.
    const [opened] = await tx.db
      .select({ chapterId: chapterProgress.chapterId })
      .from(chapterProgress)
      .where(and(eq(chapterProgress.traineeId, tx.actor.id), eq(chapterProgress.studyId, studyId)))
      .limit(1)
    if (opened) throw new Refused('course_started')
    await tx.db.delete(studies).where(mine)
    await record(tx, 'selection.withdraw', enrollmentId, { course: study.courseId })
  })
}
