import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { courses, programCourses } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import { record } from '@/lib/audit/record'
import type { Ctx, Trainee } from '@/lib/shared/context'

/** 课程资源: single courses. Whoever buys from a shelf has one enrollment on it, for good; each bought course is a study in it. */

type Shelf = { classId: string; programId: string }
type Bought = { enrollmentId: string; courseId: string }

/**
 * The trainee's enrollments on these shelves, made where there are none and locked until commit, so that two orders of one person
 * come one after the other. The class is not locked: it counts no seats, and everybody who buys would wait for it.
 * @returns the enrollment's id by programme
 */
export async function joinShelves(tx: Ctx<Trainee>, shelves: Shelf[]): Promise<Map<string, string>> {
  const traineeId = tx.actor.id
  const programIds = shelves.map(({ programId }) => programId)
  const mine = and(eq(enrollments.traineeId, traineeId), inArray(enrollments.programId, programIds))
  // One that was given up unpaid is taken up again: money that comes late for it then finds the same place.
  await tx.db
    .update(enrollments)
    .set({ status: 'reserved', reservedAt: tx.now, endedAt: null })
    .where(and(mine, eq(enrollments.status, 'released')))
  const inOrder = [...shelves].sort((a, b) => (a.programId < b.programId ? -1 : 1)) // two presses wait, and never in a circle
  await tx.db
    .insert(enrollments)
    .values(inOrder.map((shelf) => ({ ...shelf, id: uuidv7(tx.now.getTime()), traineeId, reservedAt: tx.now })))
    .onConflictDoNothing()
  const rows = await tx.db
    .select({ id: enrollments.id, programId: enrollments.programId })
    .from(enrollments)
    .where(and(mine, inArray(enrollments.status, ['reserved', 'active'])))
    .orderBy(asc(enrollments.id))
    .for('update')
  return new Map(rows.map(({ id, programId }) => [programId, id]))
}

/**
 * Opens bought courses. @returns false, and nothing is done, when the trainee has one of them by now or the shelf does not carry it
 * any more
 */
export async function openCourses(tx: Ctx, traineeId: string, bought: Bought[]): Promise<boolean> {
  const enrollmentIds = [...new Set(bought.map(({ enrollmentId }) => enrollmentId))]
  const theirs = and(eq(enrollments.traineeId, traineeId), inArray(enrollments.id, enrollmentIds))
  const held = await tx.db.select().from(enrollments).where(theirs).orderBy(asc(enrollments.id)).for('update')
  const programOf = new Map(held.map(({ id, programId }) => [id, programId]))
  const courseIds = bought.map(({ courseId }) => courseId)
  const [carried, owned] = await Promise.all([
    tx.db
      .select({
        programId: programCourses.programId,
        courseId: courses.id,
        partId: programCourses.partId,
        creditHours: courses.creditHours,
        quizRequired: programCourses.quizRequired,
      })
      .from(programCourses)
      .innerJoin(courses, eq(courses.id, programCourses.courseId))
      .where(and(inArray(programCourses.programId, [...programOf.values()]), inArray(programCourses.courseId, courseIds))),
    tx.db
      .select({ id: studies.id })
      .from(studies)
      .where(
        and(
          eq(studies.traineeId, traineeId),
          inArray(studies.enrollmentId, enrollmentIds),
          inArray(studies.courseId, courseIds),
          isNull(studies.endedAt),
        ),
      ),
  ])
  const rows = bought.flatMap(({ enrollmentId, courseId }) => {
    const found = carried.find((course) => course.courseId === courseId && course.programId === programOf.get(enrollmentId))
    if (!found) return []
    const { programId: _, ...course } = found
    return [{ ...course, traineeId, enrollmentId, selectedAt: tx.now }]
  })
  if (owned.length || rows.length < bought.length) return false
  await tx.db.insert(studies).values(rows)
  await tx.db
    .update(enrollments)
    .set({ status: 'active', activatedAt: sql`coalesce(${enrollments.activatedAt}, ${tx.now.toISOString()})`, endedAt: null })
    .where(theirs)
  for (const id of enrollmentIds) await record(tx, 'courses.open', id, { courses: courseIds.length })
  return true
}

/**
 * Gives places on shelves up that were never paid for and that no order waits for any more (`wanted`, asked under the lock, so that
 * of two orders that end at once the later one does it).
 */
export async function leaveShelves(tx: Ctx, traineeId: string, enrollmentIds: string[], wanted: () => Promise<string[]>): Promise<void> {
  const theirs = and(eq(enrollments.traineeId, traineeId), inArray(enrollments.id, enrollmentIds), eq(enrollments.status, 'reserved'))
  const held = await tx.db.select({ id: enrollments.id }).from(enrollments).where(theirs).orderBy(asc(enrollments.id)).for('update')
  if (!held.length) return
  const stay = new Set(await wanted())
  const left = held.map(({ id }) => id).filter((id) => !stay.has(id))
  if (!left.length) return
  await tx.db
    .update(enrollments)
    .set({ status: 'released', endedAt: tx.now })
    .where(and(theirs, inArray(enrollments.id, left)))
}

/** Ends bought courses that are refunded; the place stays. @returns false, and nothing is done, when one was passed */
export async function endCourses(tx: Ctx, traineeId: string, bought: Bought[]): Promise<boolean> {
  const theirs = bought.map(({ enrollmentId, courseId }) => and(eq(studies.enrollmentId, enrollmentId), eq(studies.courseId, courseId)))
  const mine = and(eq(studies.traineeId, traineeId), isNull(studies.endedAt), or(...theirs))
  const held = await tx.db
    .select({ id: studies.id, passedAt: studies.passedAt })
    .from(studies)
    .where(mine)
    .orderBy(asc(studies.id))
    .for('update')
  if (held.length < bought.length || held.some(({ passedAt }) => passedAt)) return false
  await tx.db.update(studies).set({ endedAt: tx.now }).where(mine)
  return true
}
