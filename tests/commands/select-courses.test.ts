import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { courses } from '@/db/schema/catalog'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { getClassHome, getSelection } from '@/lib/enrollment/queries'
import { totals } from '@/lib/enrollment/rules'
import { chooseCourse, confirmSelection, dropCandidate, withdrawCourse } from '@/lib/enrollment/select-courses'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later } from '@/lib/shared/time'
import { aGraduate, anEnrolled, aPlayer } from '../support/learners'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aClass, aCourse, aTrainee, noon } from '../support/world'

/** A trainee in a class of 8 hours, for which three courses of 4 hours are offered. */
async function aChooser() {
  const courseIds = await Promise.all([aCourse(), aCourse(), aCourse()])
  const { trainee, enrollmentId } = await anEnrolled({ parts: [{ hours: 8, courses: courseIds }] })
  const choose = (i: number, me: Ctx<Trainee> = trainee) => chooseCourse(me, { enrollmentId, courseId: courseIds[i]! })
  const confirm = (me: Ctx<Trainee> = trainee) => confirmSelection(me, { enrollmentId })
  const state = async () => totals((await getSelection(trainee, enrollmentId)).tallies)
  const studyOf = async (i: number) =>
    (await getClassHome(trainee, enrollmentId)).studies.find(({ courseId }) => courseId === courseIds[i])!.id
  return { trainee, enrollmentId, courseIds, choose, confirm, state, studyOf }
}

test('courses are put aside, confirmed in rounds, and count from then on', async () => {
  const { choose, confirm, state } = await aChooser()
  expect(await state()).toMatchObject({ required: 8, chosen: 0, candidate: 0, missing: 8 })
  await choose(0)
  expect(await state()).toMatchObject({ chosen: 0, candidate: 4, missing: 4 })
  expect(await confirm()).toBe(1)
  expect(await state()).toMatchObject({ chosen: 4, candidate: 0, missing: 4 })
  await choose(1)
  await choose(2)
  expect(await confirm()).toBe(2)
  expect(await state()).toMatchObject({ chosen: 8, candidate: 0, missing: 0, earned: 0 })
})

test('choosing a course twice is choosing it once', async () => {
  const { choose, confirm } = await aChooser()
  await choose(0)
  await choose(0)
  expect(await confirm()).toBe(1)
})

test('a candidate taken back is not confirmed, and taking it back twice does no harm', async () => {
  const { trainee, enrollmentId, courseIds, choose, confirm } = await aChooser()
  await choose(0)
  await choose(1)
  for (let i = 0; i < 2; i++) await dropCandidate(trainee, { enrollmentId, courseId: courseIds[0]! })
  expect(await confirm()).toBe(1)
  expect((await getClassHome(trainee, enrollmentId)).studies.map(({ courseId }) => courseId)).toEqual([courseIds[1]])
})

describe('a course cannot be chosen', () => {
  test('when it belongs to another programme', async () => {
    const [{ trainee, enrollmentId }, other] = [await aChooser(), await aChooser()]
    const courseId = other.courseIds[0]!
    expect(await outcome(chooseCourse(trainee, { enrollmentId, courseId }))).toBe('course_not_offered')
  })

  test('before it is published', async () => {
    const { courseIds, choose } = await aChooser()
    const tomorrow = later(noon, 1)
    await db().update(courses).set({ publishedAt: tomorrow }).where(eq(courses.id, courseIds[0]!))
    expect(await outcome(choose(0))).toBe('course_not_offered')
  })

  test('when it was confirmed before', async () => {
    const { choose, confirm } = await aChooser()
    await choose(0)
    await confirm()
    expect(await outcome(choose(0))).toBe('course_already_chosen')
  })

  test('before the class is paid', async () => {
    const { id: classId, courseIds } = await aClass()
    const me = await aTrainee()
    const { enrollmentId } = await getOrder(me, await placeOrder(me, { classId, invoice: null }))
    expect(await outcome(chooseCourse(me, { enrollmentId, courseId: courseIds[0]! }))).toBe('class_not_active')
    expect(await outcome(confirmSelection(me, { enrollmentId }))).toBe('class_not_active')
  })

  test('after the class is passed', async () => {
    const parts = [{ hours: 4, courses: [await aCourse({ chapterSeconds: [5] })] }]
    const { then, enrollmentId } = await aGraduate({ parts })
    expect(await outcome(chooseCourse(then, { enrollmentId, courseId: await aCourse() }))).toBe('class_not_active')
  })

  test('by somebody else', async () => {
    const { choose, confirm } = await aChooser()
    const stranger = await aTrainee()
    expect(await outcomes([choose(0, stranger), confirm(stranger)])).toEqual(['not found', 'not found'])
  })
})

test('confirming nothing is refused', async () => {
  const { choose, confirm } = await aChooser()
  expect(await outcome(confirm())).toBe('nothing_to_confirm')
  await choose(0)
  await confirm()
  expect(await outcome(confirm())).toBe('nothing_to_confirm')
})

test('two devices that add and confirm at once choose each course once', async () => {
  const { trainee, enrollmentId, choose, confirm } = await aChooser()
  await Promise.all([choose(0), choose(0), choose(1), choose(1), choose(2)])
  const rounds = await outcomes([confirm(), confirm(), confirm()])
  expect(tallied(rounds)).toEqual({ done: 1, nothing_to_confirm: 2 })
  expect((await getClassHome(trainee, enrollmentId)).studies).toHaveLength(3)
})

test('a confirmed course can be taken back until it is opened', async () => {
  const { trainee, enrollmentId, choose, confirm, state, studyOf } = await aChooser()
  await choose(0)
  await choose(1)
  await confirm()
  await withdrawCourse(trainee, { enrollmentId, studyId: await studyOf(0) })
  expect(await state()).toMatchObject({ chosen: 4, missing: 4 })
  const opened = await studyOf(1)
  await aPlayer(trainee, opened)
  expect(await outcome(withdrawCourse(trainee, { enrollmentId, studyId: opened }))).toBe('course_started')
  expect(await state()).toMatchObject({ chosen: 4 })
  await choose(0)
  expect(await confirm()).toBe(1)
})

test('taking back what was never chosen, or is somebody else’s, finds nothing', async () => {
  const { trainee, enrollmentId, choose, confirm, studyOf } = await aChooser()
  await choose(0)
  await confirm()
  const studyId = await studyOf(0)
  const other = await aChooser()
  expect(await outcome(withdrawCourse(other.trainee, { enrollmentId, studyId }))).toBe('not found')
  expect(await outcome(withdrawCourse(other.trainee, { enrollmentId: other.enrollmentId, studyId }))).toBe('not found')
  expect(await outcome(withdrawCourse(trainee, { enrollmentId, studyId: enrollmentId }))).toBe('not found')
  expect(await studyOf(0)).toBe(studyId)
})

test('compulsory courses are chosen when the class opens, and the others are not', async () => {
  const [compulsory, elective] = [await aCourse({ hours: 6 }), await aCourse()]
  const parts = [
    { hours: 6, compulsory: true, courses: [compulsory] },
    { hours: 4, courses: [elective] },
  ]
  const { trainee, enrollmentId } = await anEnrolled({ parts })
  const { studies, tallies } = await getClassHome(trainee, enrollmentId)
  expect(studies.map(({ courseId }) => courseId)).toEqual([compulsory])
  expect(tallies.map(({ chosen, missing }) => [chosen, missing])).toEqual([
    [6, 0],
    [0, 4],
  ])
  expect(await outcome(chooseCourse(trainee, { enrollmentId, courseId: compulsory }))).toBe('course_already_chosen')
})

test('a course keeps the hours it had when it was chosen', async () => {
  const { trainee, enrollmentId, courseIds, choose, confirm } = await aChooser()
  await choose(0)
  await confirm()
  await db().update(courses).set({ creditHours: 9 }).where(eq(courses.id, courseIds[0]!))
  expect((await getClassHome(trainee, enrollmentId)).studies[0]!.creditHours).toBe(4)
})

test('who chose what is written down', async () => {
  const { trainee, enrollmentId, courseIds, choose, confirm, studyOf } = await aChooser()
  await choose(0)
  await confirm()
  await withdrawCourse(trainee, { enrollmentId, studyId: await studyOf(0) })
  const records = await db().select().from(auditLog).where(eq(auditLog.subjectId, enrollmentId))
  const by = trainee.actor.id
  expect(records.find(({ action }) => action === 'selection.confirm')).toMatchObject({ actorId: by, details: { courses: [courseIds[0]] } })
  expect(records.find(({ action }) => action === 'selection.withdraw')).toMatchObject({ actorId: by, details: { course: courseIds[0] } })
})
