import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { applications, enrollments, studies } from '@/db/schema/enrollment'
import { record } from '@/lib/audit/record'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { sqlArray } from '@/lib/shared/sql-array'
import { refusalToEnrollGroup, seatsMissing } from './rules'
import { changeSeats, listCompulsory, lockOffer } from './seats'

/** Seats of an enterprise's people in one class: what seats.ts does for one trainee, for thousands in a handful of statements. */

export type Place = { traineeId: string; enrollmentId: string }
type Newcomer = { traineeId: string; employer?: string | null }

/**
 * Takes a seat for each of these people until the order is paid or ends; all of them or none. Belongs in the transaction that makes
 * the order. `employer` goes on the certificate.
 * @throws Refused('group_already_enrolled' | 'class_seats_missing' | 'class_not_for_groups' | 'enrolment_not_open' | 'enrolment_closed')
 */
export async function reserveSeats(tx: Ctx, classId: string, people: Newcomer[]) {
  const offer = await lockOffer(tx, classId)
  if (!offer) throw new Refused('enrolment_closed')
  const held = await countHolders(
    tx,
    offer.programId,
    people.map(({ traineeId }) => traineeId),
  )
  if (held) throw new Refused('group_already_enrolled', { people: held })
  const refusal = refusalToEnrollGroup(offer, people.length, tx.now)
  if (refusal) throw new Refused(refusal.code, refusal.facts)

  // In one order for everybody: of two rosters with the same people, for two classes of the programme, the later one waits.
  const inOrder = [...people].sort((a, b) => (a.traineeId < b.traineeId ? -1 : 1))
  const places = inOrder.map(({ traineeId }): Place => ({ traineeId, enrollmentId: uuidv7(tx.now.getTime()) }))
  const taken = await tx.db.execute(sql`
    insert into ${enrollments} (trainee_id, id, employer, class_id, program_id, reserved_at)
    select given.*, ${classId}::uuid, ${offer.programId}::uuid, ${tx.now.toISOString()}::timestamptz
    from unnest(${traineesOf(places)}, ${enrollmentsOf(places)}, ${sqlArray(
      inOrder.map(({ employer }) => employer ?? null),
      'text',
    )}) as given
    on conflict do nothing
    returning 1`)
  if (taken.length < people.length) throw new Refused('group_already_enrolled', { people: people.length - taken.length })
  await changeSeats(tx, classId, people.length)
  await record(tx, 'enrollments.reserve', classId, { people: people.length })
  return { classTitle: offer.title, programId: offer.programId, feeFen: offer.feeFen, places }
}

/** Gives the reserved ones of these seats back; those paid for stay. */
export async function releaseSeats(tx: Ctx, places: Place[]): Promise<void> {
  const { offer, held } = await lockPlaces(tx, places)
  const reserved = held.filter(({ status }) => status === 'reserved')
  if (!reserved.length) return
  await tx.db.update(enrollments).set({ status: 'released', endedAt: tx.now }).where(these(reserved))
  await changeSeats(tx, offer.id, -reserved.length)
  await record(tx, 'enrollments.release', offer.id, { people: reserved.length })
}

/**
 * Opens the class to all whose order is paid. Seats that were given back before the money came are taken again.
 * @returns false, and nothing is done, when not enough are left, the class is over or somebody holds another seat of the programme by now: the money
 * goes back
 */
export async function openSeats(tx: Ctx, places: Place[]): Promise<boolean> {
  const { offer, held } = await lockPlaces(tx, places)
  const waiting = held.filter(({ status }) => status === 'reserved' || status === 'released')
  const gone = waiting.filter(({ status }) => status === 'released')
  if (held.some(({ status }) => status === 'withdrawn')) return false
  if (!waiting.length) return true
  if (tx.now >= offer.studyUntil) return false
  if (gone.length) {
    if (seatsMissing(offer, gone.length)) return false
    const ids = gone.map(({ traineeId }) => traineeId)
    if (await countHolders(tx, offer.programId, ids)) return false
    await changeSeats(tx, offer.id, gone.length)
  }
  await tx.db.update(enrollments).set({ status: 'active', activatedAt: tx.now, endedAt: null }).where(these(waiting))
  await tx.db
    .delete(applications)
    .where(and(eq(applications.programId, offer.programId), sql`${applications.traineeId} = any(${traineesOf(waiting)})`))
  for (const course of await listCompulsory(tx, offer.programId)) {
    await tx.db.execute(sql`
      insert into ${studies} (trainee_id, enrollment_id, id, course_id, part_id, credit_hours, quiz_required, selected_at)
      select given.*, ${course.courseId}::uuid, ${course.partId}::uuid, ${course.creditHours}::smallint, ${course.quizRequired}::boolean,
        ${tx.now.toISOString()}::timestamptz
      from unnest(${traineesOf(waiting)}, ${enrollmentsOf(waiting)}, ${sqlArray(
        waiting.map(() => uuidv7(tx.now.getTime())),
        'uuid',
      )}) as given
      on conflict do nothing`)
  }
  await record(tx, 'enrollments.activate', offer.id, { people: waiting.length })
  return true
}

/**
 * Takes people out of a class whose order, or their part of it, is refunded.
 * @returns false, and nothing is done, when somebody passed it meanwhile
 */
export async function withdrawSeats(tx: Ctx, places: Place[]): Promise<boolean> {
  const { offer, held } = await lockPlaces(tx, places)
  if (held.some(({ status }) => status !== 'active')) return false
  await tx.db.update(enrollments).set({ status: 'withdrawn', endedAt: tx.now }).where(these(held))
  await tx.db
    .update(studies)
    .set({ endedAt: tx.now })
    .where(
      and(
        sql`(${studies.traineeId}, ${studies.enrollmentId}) in (select * from unnest(${traineesOf(held)}, ${enrollmentsOf(held)}))`,
        isNull(studies.endedAt),
      ),
    )
  await changeSeats(tx, offer.id, -held.length)
  await record(tx, 'enrollments.withdraw', offer.id, { people: held.length })
  return true
}

const traineesOf = (places: { traineeId: string }[]): SQL =>
  sqlArray(
    places.map(({ traineeId }) => traineeId),
    'uuid',
  )
const enrollmentsOf = (places: Place[]): SQL =>
  sqlArray(
    places.map(({ enrollmentId }) => enrollmentId),
    'uuid',
  )

/** Joined by its key, not compared one by one: PostgreSQL hashes or walks the index, however many they are. */
const these = (places: Place[]): SQL =>
  sql`(${enrollments.traineeId}, ${enrollments.id}) in (select * from unnest(${traineesOf(places)}, ${enrollmentsOf(places)}))`

/** The class, then the enrollments in one order for everybody. They are of one class: so an enterprise orders. */
async function lockPlaces(tx: Ctx, places: Place[]) {
  const classIds = await tx.db.selectDistinct({ id: enrollments.classId }).from(enrollments).where(these(places))
  if (classIds.length !== 1) throw new Error(`seats of ${classIds.length} classes in one order`)
  const offer = (await lockOffer(tx, classIds[0]!.id))!
  const held = await tx.db
    .select({ traineeId: enrollments.traineeId, enrollmentId: enrollments.id, status: enrollments.status })
    .from(enrollments)
    .where(these(places))
    .orderBy(asc(enrollments.traineeId), asc(enrollments.id))
    .for('update')
  if (held.length !== places.length) throw new Error(`${places.length - held.length} of ${places.length} enrollments are missing`)
  return { offer, held }
}

/** How many of these people hold a seat of the programme. */
async function countHolders(tx: Ctx, programId: string, traineeIds: string[]): Promise<number> {
  const rows = await tx.db
    .select({ id: enrollments.traineeId })
    .from(enrollments)
    .where(
      and(
        eq(enrollments.programId, programId),
        sql`${enrollments.traineeId} = any(${sqlArray(traineeIds, 'uuid')})`,
        inArray(enrollments.status, ['reserved', 'active', 'passed']),
      ),
    )
  return rows.length
}
