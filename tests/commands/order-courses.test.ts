import { and, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { programCourses } from '@/db/schema/catalog'
import { orderItems } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { orderCourses } from '@/lib/checkout/order-courses'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { startPayment } from '@/lib/checkout/start-payment'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'
import { bankStates, noticeFor, payAtBank } from '../support/bank'
import { seatsTaken, statusOf } from '../support/books'
import { aLearner, watch } from '../support/learners'
import { outcome } from '../support/outcome'
import { aShelf, setPrice, setProgram, unpublish } from '../support/sales'
import { aClass, asSystem, aTrainee, at, noon } from '../support/world'

const order = (me: Ctx<Trainee>, courseIds: string[], expectedFen: number, ownedConfirmed = false) =>
  orderCourses(me, { courseIds, expectedFen, invoice: null, ownedConfirmed })
const pay = async (me: Ctx<Trainee>, orderId: string) => receivePayment(asSystem(me.now), 'sandbox', await noticeFor(me, orderId))
const owned = async (me: Ctx<Trainee>) =>
  (
    await db()
      .select()
      .from(studies)
      .where(and(eq(studies.traineeId, me.actor.id), isNull(studies.endedAt)))
  )
    .map(({ courseId }) => courseId)
    .sort()
const placesOf = async (me: Ctx<Trainee>) =>
  (await db().select().from(enrollments).where(eq(enrollments.traineeId, me.actor.id))).map(({ status }) => status)

test('two courses make one order with a line each; paid, they open on one place of the shelf', async () => {
  const shelf = await aShelf([990, 2010, 500])
  const me = await aTrainee()
  const [a, b] = shelf.courseIds as [string, string]
  const orderId = await order(me, [a, b], 3000)
  const lines = await db().select().from(orderItems).where(eq(orderItems.orderId, orderId))
  expect(lines.map(({ amountFen }) => amountFen).sort()).toEqual([2010, 990])
  expect([await placesOf(me), await owned(me)]).toEqual([['reserved'], []])
  await pay(me, orderId)
  expect([await statusOf(orderId), await placesOf(me), await owned(me)]).toEqual(['paid', ['active'], [a, b].sort()])
  await pay(me, await order(me, [shelf.courseIds[2]!], 500))
  expect([await placesOf(me), (await owned(me)).length, await seatsTaken(shelf.id)]).toEqual([['active'], 3, 0])
})

test('free courses open at once', async () => {
  const shelf = await aShelf([0, 0])
  const me = await aTrainee()
  const orderId = await order(me, shelf.courseIds, 0)
  expect([await statusOf(orderId), (await owned(me)).length, await placesOf(me)]).toEqual(['paid', 2, ['active']])
})

test('courses of two years make one order with a place on each shelf', async () => {
  const [one, two] = [await aShelf([100]), await aShelf([200], { year: 2025 })]
  const me = await aTrainee()
  await pay(me, await order(me, [...one.courseIds, ...two.courseIds], 300))
  expect([await placesOf(me), (await owned(me)).length]).toEqual([['active', 'active'], 2])
})

test('pressing ten times at once makes one order', async () => {
  const shelf = await aShelf([100, 200])
  const me = await aTrainee()
  const ids = await Promise.all(Array.from({ length: 10 }, () => order(me, shelf.courseIds, 300)))
  expect([new Set(ids).size, await placesOf(me)]).toEqual([1, ['reserved']])
})

test('a course that waits in another order is not ordered again', async () => {
  const shelf = await aShelf([100, 200])
  const [a] = shelf.courseIds as [string]
  const me = await aTrainee()
  const first = await order(me, [a], 100)
  expect(await outcome(order(me, shelf.courseIds, 300))).toBe('course_order_waiting')
  await cancelOrder(me, first)
  expect(await placesOf(me)).toEqual(['released'])
  await pay(me, await order(me, shelf.courseIds, 300))
  expect([await placesOf(me), (await owned(me)).length]).toEqual([['active'], 2])
})

test('of two orders that wait, ending one leaves the place to the other; ending both gives it up', async () => {
  const shelf = await aShelf([100, 200])
  const [a, b] = shelf.courseIds as [string, string]
  const me = await aTrainee()
  const orders = [await order(me, [a], 100), await order(me, [b], 200)] as const
  await cancelOrder(me, orders[0])
  expect(await placesOf(me)).toEqual(['reserved'])
  await expireOrders(asSystem(later(noon, minutes(30))))
  expect(await placesOf(me)).toEqual(['released'])
})

test('an expired order of courses is closed at the bank before its place is given up, and one paid there meanwhile is found paid', async () => {
  const shelf = await aShelf([100, 200])
  const [a, b] = shelf.courseIds as [string, string]
  const me = await aTrainee()
  const [left, paid] = [await order(me, [a], 100), await order(me, [b], 200)]
  await startPayment(me, { orderId: left, method: 'sandbox.bank' })
  await payAtBank(me, paid)
  await expireOrders(asSystem(later(noon, minutes(30))))
  const { order: closed } = await getOrder(me, left)
  expect([closed.status, await bankStates(me, left)]).toEqual(['expired', ['closed']])
  expect([await statusOf(paid), await placesOf(me), await owned(me)]).toEqual(['paid', ['active'], [b]])
})

test('what was paid stays when another order of the shelf ends', async () => {
  const shelf = await aShelf([100, 200])
  const [a, b] = shelf.courseIds as [string, string]
  const me = await aTrainee()
  await pay(me, await order(me, [a], 100))
  await cancelOrder(me, await order(me, [b], 200))
  expect([await placesOf(me), await owned(me)]).toEqual([['active'], [a]])
})

test('a payment after expiry opens the courses; after they were bought again it goes back', async () => {
  const shelf = await aShelf([100, 200])
  const [a] = shelf.courseIds as [string]
  const me = await aTrainee()
  const late = at(me, later(noon, minutes(30)))
  const first = await order(me, [a], 100)
  await expireOrders(asSystem(late.now))
  await pay(late, first)
  expect([await statusOf(first), await owned(me)]).toEqual(['paid', [a]])

  const other = await aTrainee()
  const [early, both] = [await order(other, [a], 100), later(noon, minutes(30))]
  await expireOrders(asSystem(both))
  const again = await order(at(other, both), shelf.courseIds, 300)
  await pay(at(other, both), again)
  await pay(at(other, both), early)
  expect([await statusOf(early), await statusOf(again), (await owned(other)).length]).toEqual(['refunding', 'paid', 2])
})

test('all or nothing: when one of the courses has left the shelf, all the money goes back', async () => {
  const shelf = await aShelf([100, 200])
  const me = await aTrainee()
  const orderId = await order(me, shelf.courseIds, 300)
  await db().delete(programCourses).where(eq(programCourses.courseId, shelf.courseIds[0]!))
  await pay(me, orderId)
  expect([await statusOf(orderId), await owned(me)]).toEqual(['refunding', []])
})

test('a course owned here is not sold twice; one owned in a class is sold after asking', async () => {
  const shelf = await aShelf([100])
  const { trainee: me } = await aLearner({}, { trainingClass: await aClass({ parts: [{ hours: 4, courses: shelf.courseIds }] }) })
  expect(await outcome(order(me, shelf.courseIds, 100))).toBe('course_owned_in_class')
  await pay(me, await order(me, shelf.courseIds, 100, true))
  expect(await outcome(order(me, shelf.courseIds, 100, true))).toBe('course_owned_here')
})

test('what is not sold singly is refused by name', async () => {
  const shelf = await aShelf([100, null])
  const me = await aTrainee()
  const [sold, unpriced] = shelf.courseIds as [string, string]
  expect(await outcome(order(me, [unpriced], 0))).toBe('course_not_sold')
  await unpublish(sold)
  expect(await outcome(order(me, [sold], 100))).toBe('course_not_sold')
  expect(await outcome(order(me, (await aClass()).courseIds, 0))).toBe('course_not_sold')
  expect(await outcome(order(me, [], 0))).toBe('course_not_sold')
  const closed = await aShelf([100])
  await setProgram(closed.programId, { publishedAt: null })
  expect(await outcome(order(me, closed.courseIds, 100))).toBe('course_not_sold')
  expect(await placesOf(me)).toEqual([])
})

test('a price that changed is said before anything is ordered', async () => {
  const shelf = await aShelf([100])
  await setPrice(shelf.programId, shelf.courseIds[0]!, 150)
  const me = await aTrainee()
  await expect(order(me, shelf.courseIds, 100)).rejects.toMatchObject({ code: 'price_changed', facts: { amount: '¥1.50' } })
  expect(await placesOf(me)).toEqual([])
})

test('all courses of a shelf passed make no class passed', async () => {
  const shelf = await aShelf([0])
  const me = await aTrainee()
  const { enrollmentId } = await getOrder(me, await order(me, shelf.courseIds, 0))
  const [study] = await db().select().from(studies).where(eq(studies.enrollmentId, enrollmentId))
  await watch(me, study!.id)
  const [after] = await db().select().from(studies).where(eq(studies.id, study!.id))
  expect([after!.passedAt !== null, await placesOf(me)]).toEqual([true, ['active']])
})
