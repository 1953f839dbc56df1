import { and, eq, inArray, sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { classes, courses, programCourses, programParts, programs, type selectionTiming } from '@/db/schema/catalog'
import { applications, candidates, enrollments, studies } from '@/db/schema/enrollment'
import { record } from '@/lib/audit/record'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { byEmployer, refusalOfHolder } from './by-employer'
import { hasSeat, refusalToEnroll } from './rules'

type Timing = (typeof selectionTiming.enumValues)[number]

/** Locks the class until commit, so that the seat count holds. Null when there is no such class. */
export async function lockOffer(tx: Ctx, classId: string) {
  const [offer] = await tx.db
    .select({
      id: classes.id,
      programId: classes.programId,
      title: classes.title,
      seats: classes.seats,
      seatsTaken: classes.seatsTaken,
      enrolFrom: classes.enrolFrom,
      enrolUntil: classes.enrolUntil,
      closedAt: classes.closedAt,
      studyUntil: classes.studyUntil,
      pricing: programs.pricing,
      feeFen: programs.feeFen,
      selectionTiming: programs.selectionTiming,
      publishedAt: programs.publishedAt,
    })
    .from(classes)
    .innerJoin(programs, eq(programs.id, classes.programId))
    .where(eq(classes.id, classId))
    .for('update', { of: classes })
  return offer ?? null
}

export const changeSeats = (tx: Ctx, classId: string, by: number) =>
  tx.db
    .update(classes)
    .set({ seatsTaken: sql`${classes.seatsTaken} + ${by}` })
    .where(eq(classes.id, classId))

/**
 * Takes a seat for the trainee until the order is paid or ends. Belongs in the transaction that makes the order. `timing` is
 * when the caller lets courses be chosen: a class of a programme that says otherwise is not ordered that way.
 * @throws Refused('enrolment_not_open' | 'enrolment_closed' | 'class_full' | 'already_enrolled' | 'order_waiting' |
 * 'employer_order_waiting' |
 * 'courses_before_order')
 */
export async function reserveSeat(
  tx: Ctx<Trainee>,
  classId: string,
  timing: Exclude<Timing, 'single_courses'>,
  given: { employer?: string | null; otherRegionReason?: string | null } = {},
): Promise<{ id: string; classTitle: string; programId: string }> {
  const offer = await lockOffer(tx, classId)
  if (!offer?.publishedAt || offer.publishedAt > tx.now) throw new Refused('enrolment_closed')
  if (offer.selectionTiming !== timing) throw new Refused('courses_before_order')
  const [mine] = await tx.db
    .select({ status: enrollments.status, byEmployer })
    .from(enrollments)
    .where(
      and(
        eq(enrollments.traineeId, tx.actor.id),
        eq(enrollments.programId, offer.programId),
        inArray(enrollments.status, ['reserved', 'active', 'passed']),
      ),
    )
  if (mine) throw new Refused(refusalOfHolder(mine))
  const refusal = refusalToEnroll(offer, tx.now)
  if (refusal) throw new Refused(refusal.code, refusal.facts)

  const id = uuidv7(tx.now.getTime())
  const taken = await tx.db
    .insert(enrollments)
    .values({ id, traineeId: tx.actor.id, classId, programId: offer.programId, reservedAt: tx.now, ...given })
    .onConflictDoNothing()
    .returning({ id: enrollments.id })
  if (!taken.length) throw new Refused('order_waiting') // another class of the programme, a moment ago
  await changeSeats(tx, classId, 1)
  await record(tx, 'enrollment.reserve', id, { classId })
  return { id, classTitle: offer.title, programId: offer.programId }
}

type Owned = { traineeId: string; enrollmentId: string }

// Class first, then enrollment: the order in which everybody locks.
async function classOf(tx: Ctx, { traineeId, enrollmentId }: Owned): Promise<string> {
  const [row] = await tx.db
    .select({ classId: enrollments.classId })
    .from(enrollments)
    .where(and(eq(enrollments.traineeId, traineeId), eq(enrollments.id, enrollmentId)))
  if (!row) throw new Error(`no enrollment ${enrollmentId}`)
  return row.classId
}

const lockEnrollment = async (tx: Ctx, { traineeId, enrollmentId }: Owned) => {
  const [row] = await tx.db
    .select()
    .from(enrollments)
    .where(and(eq(enrollments.traineeId, traineeId), eq(enrollments.id, enrollmentId)))
    .for('update')
  if (!row) throw new Error(`no enrollment ${enrollmentId}`)
  return row
}

/** Gives a reserved seat back (order cancelled or expired). A seat already paid for stays. For a place on a shelf: leaveShelf. */
export async function releaseSeat(tx: Ctx, owned: Owned): Promise<void> {
  await lockOffer(tx, await classOf(tx, owned))
  const enrollment = await lockEnrollment(tx, owned)
  if (enrollment.status !== 'reserved') return
  await tx.db
    .update(enrollments)
    .set({ status: 'released', endedAt: tx.now })
    .where(and(eq(enrollments.traineeId, owned.traineeId), eq(enrollments.id, owned.enrollmentId)))
  await changeSeats(tx, enrollment.classId, -1)
  await record(tx, 'enrollment.release', owned.enrollmentId)
}

/**
 * Takes a trainee out of a class whose order is refunded: the seat is free, and its courses neither play nor count any more.
 * @returns false, and nothing is done, when the class is passed
 */
export async function withdrawSeat(tx: Ctx, owned: Owned): Promise<boolean> {
  await lockOffer(tx, await classOf(tx, owned))
  const enrollment = await lockEnrollment(tx, owned)
  if (enrollment.status !== 'active') return false
  await tx.db
    .update(enrollments)
    .set({ status: 'withdrawn', endedAt: tx.now })
    .where(and(eq(enrollments.traineeId, owned.traineeId), eq(enrollments.id, owned.enrollmentId)))
  await tx.db
    .update(studies)
    .set({ endedAt: tx.now })
    .where(and(eq(studies.traineeId, owned.traineeId), eq(studies.enrollmentId, owned.enrollmentId)))
  await changeSeats(tx, enrollment.classId, -1)
  await record(tx, 'enrollment.withdraw', owned.enrollmentId)
  return true
}

/**
 * Opens the class to a trainee whose order is paid. A payment that came after the seat was given back takes a seat again
 * if one is left.
 * @returns false when there is none, the class is over, the trainee holds another seat of the programme by now, or a course chosen before the order
 * has left the programme: the money goes back
 */
export async function activateSeat(tx: Ctx, owned: Owned): Promise<boolean> {
  const { traineeId, enrollmentId } = owned
  const classId = await classOf(tx, owned)
  const offer = (await lockOffer(tx, classId))!
  const enrollment = await lockEnrollment(tx, owned)
  if (enrollment.status === 'active' || enrollment.status === 'passed') return true
  if (tx.now >= offer.studyUntil) return false
  if (enrollment.status === 'released') {
    const [other] = await tx.db
      .select({ id: enrollments.id })
      .from(enrollments)
      .where(
        and(
          eq(enrollments.traineeId, traineeId),
          eq(enrollments.programId, enrollment.programId),
          inArray(enrollments.status, ['reserved', 'active', 'passed']),
        ),
      )
    if (other || !hasSeat(offer)) return false
  } else if (enrollment.status !== 'reserved') return false
  if (offer.selectionTiming === 'before_payment' && !(await selectCandidates(tx, owned, offer.programId))) return false
  if (enrollment.status === 'released') await changeSeats(tx, classId, 1)
  await tx.db
    .update(enrollments)
    .set({ status: 'active', activatedAt: tx.now, endedAt: null })
    .where(and(eq(enrollments.traineeId, traineeId), eq(enrollments.id, enrollmentId)))
  await selectCompulsory(tx, owned, enrollment.programId)
  await record(tx, 'enrollment.activate', enrollmentId)
  return true
}

/**
 * Courses chosen before the order are selected now that it is paid, and what was filled in for it has served its purpose.
 * @returns false, and nothing is done, when the programme does not have one of them any more
 */
async function selectCandidates(tx: Ctx, { traineeId, enrollmentId }: Owned, programId: string): Promise<boolean> {
  const mine = and(eq(candidates.traineeId, traineeId), eq(candidates.enrollmentId, enrollmentId))
  const chosen = await tx.db
    .select({
      courseId: candidates.courseId,
      partId: programCourses.partId,
      creditHours: courses.creditHours,
      quizRequired: programCourses.quizRequired,
    })
    .from(candidates)
    .innerJoin(courses, eq(courses.id, candidates.courseId))
    .leftJoin(programCourses, and(eq(programCourses.programId, programId), eq(programCourses.courseId, candidates.courseId)))
    .where(mine)
  const rows = chosen.flatMap(({ partId, quizRequired, ...course }) =>
    partId === null || quizRequired === null ? [] : [{ ...course, partId, quizRequired, traineeId, enrollmentId, selectedAt: tx.now }],
  )
  if (rows.length < chosen.length) return false
  if (rows.length) await tx.db.insert(studies).values(rows).onConflictDoNothing()
  await tx.db.delete(candidates).where(mine)
  await tx.db.delete(applications).where(and(eq(applications.traineeId, traineeId), eq(applications.programId, programId)))
  return true
}

/** 必修 courses of the programme, as they are selected. */
export const listCompulsory = (tx: Ctx, programId: string) =>
  tx.db
    .select({ courseId: courses.id, partId: programParts.id, creditHours: courses.creditHours, quizRequired: programCourses.quizRequired })
    .from(programCourses)
    .innerJoin(programParts, eq(programParts.id, programCourses.partId))
    .innerJoin(courses, eq(courses.id, programCourses.courseId))
    .where(and(eq(programCourses.programId, programId), eq(programParts.compulsory, true)))

/** 必修 courses of the programme are chosen from the start. */
async function selectCompulsory(tx: Ctx, { traineeId, enrollmentId }: Owned, programId: string): Promise<void> {
  const compulsory = await listCompulsory(tx, programId)
  if (!compulsory.length) return
  await tx.db
    .insert(studies)
    .values(compulsory.map((course) => ({ ...course, traineeId, enrollmentId, selectedAt: tx.now })))
    .onConflictDoNothing()
}
