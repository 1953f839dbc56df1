import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { programCourses, programs } from '@/db/schema/catalog'
import { applications, enrollments, studies } from '@/db/schema/enrollment'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { orderApplication } from '@/lib/checkout/order-application'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { getSelection } from '@/lib/enrollment/queries'
import { chooseCourse } from '@/lib/enrollment/select-courses'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'
import { noticeFor } from '../support/bank'
import { seatsTaken, statusOf } from '../support/books'
import { outcome, outcomes, tallied } from '../support/outcome'
import { anApplication, aProject, aShelf, setProgram, unpublish } from '../support/sales'
import { aClass, aClassOf, aCourse, aRegion, asSystem, aTrainee, at, noon } from '../support/world'

const order = (me: Ctx<Trainee>, programId: string, expectedFen = 12_000) => orderApplication(me, { programId, expectedFen, invoice: null })
const pay = async (me: Ctx<Trainee>, orderId: string) => receivePayment(asSystem(me.now), 'sandbox', await noticeFor(me, orderId))
const applicationOf = (me: Ctx<Trainee>) => db().select().from(applications).where(eq(applications.traineeId, me.actor.id))
const coursesOf = async (me: Ctx<Trainee>) =>
  (await db().select().from(studies).where(eq(studies.traineeId, me.actor.id))).map(({ courseId }) => courseId).sort()

/** Somebody who has filled everything in. */
async function anApplicant(...given: Parameters<typeof aProject>) {
  const project = await aProject(...given)
  const me = await aTrainee()
  await anApplication(me, project)
  return { me, project, programId: project.programId }
}

test('the order takes the seat; paid, it opens the class with the chosen courses, and the application is done with', async () => {
  const { me, project, programId } = await anApplicant()
  const orderId = await order(me, programId)
  const { order: placed, enrollmentStatus, enrollmentId } = await getOrder(me, orderId)
  expect([placed.status, placed.amountFen, enrollmentStatus, await seatsTaken(project.id)]).toEqual(['pending', 12_000, 'reserved', 1])
  expect([await coursesOf(me), (await applicationOf(me)).length]).toEqual([[], 1])
  await pay(me, orderId)
  expect(await coursesOf(me)).toEqual([project.required, ...project.electives.slice(0, 2)].sort())
  expect((await getSelection(me, enrollmentId)).tallies.map(({ missing, candidate }) => [missing, candidate])).toEqual([
    [0, 0],
    [0, 0],
  ])
  expect([await statusOf(orderId), await applicationOf(me)]).toEqual(['paid', []])
  const [enrollment] = await db().select().from(enrollments).where(eq(enrollments.id, enrollmentId))
  expect(enrollment).toMatchObject({ employer: '唐山云桥市政工程有限公司', otherRegionReason: null, status: 'active' })
})

test('pressing ten times at once makes one order and takes one seat', async () => {
  const { me, project, programId } = await anApplicant()
  const ids = await Promise.all(Array.from({ length: 10 }, () => order(me, programId)))
  expect([new Set(ids).size, await seatsTaken(project.id)]).toEqual([1, 1])
})

test('a free programme opens at once', async () => {
  const { me, programId } = await anApplicant({ feeFen: 0 })
  const orderId = await order(me, programId, 0)
  expect([await statusOf(orderId), (await coursesOf(me)).length]).toEqual(['paid', 3])
})

test('is priced by the hour over all chosen courses, 必修 ones among them', async () => {
  const { me, programId } = await anApplicant({}, { pricing: 'hour', feeFen: 250 })
  expect(await outcome(order(me, programId))).toBe('price_changed')
  expect((await getOrder(me, await order(me, programId, 60 * 250))).order.amountFen).toBe(15_000)
})

test('after an order that ended unpaid the trainee goes on where they were', async () => {
  const { me, project, programId } = await anApplicant()
  await cancelOrder(me, await order(me, programId))
  expect([(await applicationOf(me)).length, await seatsTaken(project.id)]).toEqual([1, 0])
  await pay(me, await order(me, programId))
  expect(await coursesOf(me)).toHaveLength(3)
})

test('a payment after expiry opens what was ordered when a seat is left', async () => {
  const { me, project, programId } = await anApplicant({ seats: 1 })
  const orderId = await order(me, programId)
  const late = at(me, later(noon, minutes(30)))
  await expireOrders(asSystem(late.now))
  await pay(late, orderId)
  expect([await statusOf(orderId), (await coursesOf(me)).length, await seatsTaken(project.id)]).toEqual(['paid', 3, 1])
})

test('the money goes back when a chosen course has left the programme before it came', async () => {
  const { me, project, programId } = await anApplicant()
  const orderId = await order(me, programId)
  await db()
    .delete(programCourses)
    .where(and(eq(programCourses.programId, programId), eq(programCourses.courseId, project.electives[0]!)))
  await pay(me, orderId)
  expect([await statusOf(orderId), await coursesOf(me)]).toEqual(['refunding', []])
})

test('with another choice, the order that waits must be cancelled first', async () => {
  const { me, project, programId } = await anApplicant()
  await order(me, programId)
  await anApplication(me, project, { courseIds: project.electives })
  expect(await outcome(order(me, programId))).toBe('order_waiting')
})

test.each([
  ['no employer', { employer: null }],
  ['no region', { regionCode: null }],
  ['no class', { classId: null }],
  ['courses that were not confirmed', { coursesConfirmed: false }],
])('an application with %s is incomplete', async (_, change) => {
  const { me, project, programId } = await anApplicant()
  await anApplication(me, project, change)
  expect([await outcome(order(me, programId)), await seatsTaken(project.id)]).toEqual(['application_incomplete', 0])
})

test('a class of another region wants its reason', async () => {
  const { me, project, programId } = await anApplicant()
  const elsewhere = { regionCode: await aRegion('130204', '古冶区') }
  await anApplication(me, project, elsewhere)
  expect(await outcome(order(me, programId))).toBe('application_incomplete')
  await anApplication(me, project, { ...elsewhere, otherRegionReason: '借调到路北区工作' })
  const { enrollmentId } = await getOrder(me, await order(me, programId))
  const [enrollment] = await db().select().from(enrollments).where(eq(enrollments.id, enrollmentId))
  expect(enrollment!.otherRegionReason).toBe('借调到路北区工作')
})

test("another programme's class is none of this application's", async () => {
  const { me, project, programId } = await anApplicant()
  await anApplication(me, project, { classId: (await aProject()).id })
  expect(await outcome(order(me, programId))).toBe('application_incomplete')
})

test('what changed while choosing is said', async () => {
  const { me, project, programId } = await anApplicant()
  await setProgram(programId, { feeFen: 15_000 })
  await expect(order(me, programId)).rejects.toMatchObject({ code: 'price_changed', facts: { amount: '¥150.00' } })
  await unpublish(project.electives[0]!)
  await expect(order(me, programId)).rejects.toMatchObject({ code: 'courses_changed' })
  await anApplication(me, project, { courseIds: [project.electives[1]!] })
  await expect(order(me, programId)).rejects.toMatchObject({ code: 'hours_missing', facts: { missing: 20 } })
  await db().update(programs).set({ publishedAt: null }).where(eq(programs.id, programId))
  await expect(order(me, programId)).rejects.toMatchObject({ code: 'enrolment_closed' })
  expect(await seatsTaken(project.id)).toBe(0)
})

test('59 hours of 60 are not enough', async () => {
  const { me, project, programId } = await anApplicant()
  const short = await aCourse({ hours: 19 })
  const { partId } = (await db().select().from(programCourses).where(eq(programCourses.courseId, project.electives[0]!)))[0]!
  await db().insert(programCourses).values({ programId, courseId: short, partId })
  await anApplication(me, project, { courseIds: [project.electives[0]!, short] })
  await expect(order(me, programId)).rejects.toMatchObject({ code: 'hours_missing', facts: { missing: 1 } })
})

test('the last seat goes to one of ten applicants', async () => {
  const { me, project, programId } = await anApplicant({ seats: 1 })
  const others = await Promise.all(Array.from({ length: 9 }, () => aTrainee()))
  for (const other of others) await anApplication(other, project)
  expect(tallied(await outcomes([me, ...others].map((one) => order(one, programId))))).toEqual({ done: 1, class_full: 9 })
  expect(await seatsTaken(project.id)).toBe(1)
})

test('neither a class whose courses come first nor a shelf is ordered as a class', async () => {
  const project = await aProject()
  const shelf = await aShelf([100])
  const me = await aTrainee()
  for (const { id: classId } of [project, shelf])
    expect(await outcome(placeOrder(me, { classId, invoice: null }))).toBe('courses_before_order')
  const plain = await aClass()
  await anApplication(me, { ...plain, required: '', electives: [] }, { courseIds: plain.courseIds })
  expect(await outcome(order(me, plain.programId))).toBe('courses_before_order')
})

test('the courses of a paid project stay as they were ordered', async () => {
  const { me, project, programId } = await anApplicant()
  const orderId = await order(me, programId)
  await pay(me, orderId)
  const { enrollmentId } = await getOrder(me, orderId)
  expect(await outcome(chooseCourse(me, { enrollmentId, courseId: project.electives[2]! }))).toBe('courses_settled')
})

test('one programme is joined once, whatever the class', async () => {
  const { me, project, programId } = await anApplicant()
  await pay(me, await order(me, programId))
  await anApplication(me, project, { classId: await aClassOf(programId) })
  expect(await outcome(order(me, programId))).toBe('already_enrolled')
})
