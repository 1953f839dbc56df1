import { inArray } from 'drizzle-orm'
import { expect } from 'vitest'
import { db } from '@/db/client'
import { classes } from '@/db/schema/catalog'
import { orderItems, orders, payments, refundRequests, refunds, sandboxTrades } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { orderApplication } from '@/lib/checkout/order-application'
import { orderCourses } from '@/lib/checkout/order-courses'
import { placeOrder } from '@/lib/checkout/place-order'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { anApplication, aProject, aShelf, setProgram } from './sales'
import { aClass, aClassOf, aTrainee } from './world'

const terms = { refundDays: 7, refundMaxLearntPercent: 100 }

/** Everything that is sold, with few seats, and four people who want it. */
export async function aMarket() {
  const { id, programId } = await aClass({ seats: 1 })
  await setProgram(programId, terms)
  const classIds = [id, await aClassOf(programId, { seats: 1 })]
  const project = await aProject({ seats: 1 }, terms)
  const shelf = await aShelf([100, 200, 0], terms)
  const people = await Promise.all([1, 2, 3, 4].map(() => aTrainee()))
  for (const me of people) await anApplication(me, project)
  return { classIds, project, shelf, people }
}
export type Market = Awaited<ReturnType<typeof aMarket>>

/** Ways to order: a class or another of its programme, a project, one course or several. */
export const wares: ((market: Market, me: Ctx<Trainee>) => Promise<string>)[] = [
  ({ classIds }, me) => placeOrder(me, { classId: classIds[0]!, invoice: null }),
  ({ classIds }, me) => placeOrder(me, { classId: classIds[1]!, invoice: { buyerKind: 'person', title: '张丽华' } }),
  ({ project }, me) => orderApplication(me, { programId: project.programId, expectedFen: 12_000, invoice: null }),
  ({ shelf }, me) => orderCourses(me, { courseIds: shelf.courseIds.slice(0, 1), expectedFen: 100, invoice: null, ownedConfirmed: false }),
  ({ shelf }, me) => orderCourses(me, { courseIds: shelf.courseIds.slice(1), expectedFen: 200, invoice: null, ownedConfirmed: false }),
]

const sum = (rows: { amountFen: number }[]) => rows.reduce((total, { amountFen }) => total + amountFen, 0)

async function readBooks({ people }: Market) {
  const ids = people.map(({ actor }) => actor.id)
  const [placed, items, received, returned, asked, held, chosen] = await Promise.all([
    db().select().from(orders).where(inArray(orders.buyerId, ids)),
    db().select().from(orderItems).where(inArray(orderItems.traineeId, ids)),
    db().select().from(payments).where(inArray(payments.buyerId, ids)),
    db().select().from(refunds).where(inArray(refunds.buyerId, ids)),
    db().select().from(refundRequests).where(inArray(refundRequests.buyerId, ids)),
    db().select().from(enrollments).where(inArray(enrollments.traineeId, ids)),
    db().select().from(studies).where(inArray(studies.traineeId, ids)),
  ])
  return { placed, items, received, returned, asked, held, chosen }
}
type Books = Awaited<ReturnType<typeof readBooks>>

/** The money, the seats and the courses add up. @returns the states of all orders */
export async function checkBooks(market: Market): Promise<string[]> {
  const books = await readBooks(market)
  checkMoney(books)
  await checkSeats(market, books)
  checkPlaces(market, books)
  checkCourses(books)
  await checkBank(books)
  return books.placed.map(({ status }) => status)
}

/** Money in is what paid orders cost, what went back and what is owed. */
function checkMoney({ placed, received, returned, asked }: Books) {
  const [back, owed] = [returned.filter(({ status }) => status === 'done'), returned.filter(({ status }) => status === 'requested')]
  expect(sum(received)).toBe(sum(placed.filter(({ status }) => status === 'paid')) + sum(back) + sum(owed))
  for (const { id, status } of placed) {
    const theirs = received.filter(({ orderId }) => orderId === id)
    const due = theirs.filter((payment) => !back.some(({ paymentId }) => paymentId === payment.id))
    if (status === 'refunding') expect(due.length).toBeGreaterThan(0)
    if (status === 'pending' || status === 'cancelled' || status === 'expired') expect(theirs).toEqual([])
    const granted = asked.some((request) => request.orderId === id && request.status === 'approved')
    if (granted) expect(['refunding', 'refunded']).toContain(status)
  }
}

/** Every taken seat has one person on it, and nobody two of a programme. */
async function checkSeats({ classIds, project }: Market, { held }: Books) {
  const live = held.filter(({ status }) => status === 'reserved' || status === 'active')
  for (const { id, seatsTaken, seats } of await db()
    .select()
    .from(classes)
    .where(inArray(classes.id, [...classIds, project.id]))) {
    expect(seatsTaken).toBe(live.filter(({ classId }) => classId === id).length)
    expect(seatsTaken).toBeLessThanOrEqual(seats!)
  }
  expect(new Set(live.map(({ traineeId, programId }) => traineeId + programId)).size).toBe(live.length)
}

/** An enrollment stands as its order does; the one on the shelf as the orders on it together do. */
function checkPlaces({ shelf }: Market, { placed, items, held, asked }: Books) {
  for (const { id, classId, status } of held) {
    const theirs = placed.filter((order) => items.some((item) => item.orderId === order.id && item.enrollmentId === id))
    const stands = (...statuses: string[]) => theirs.some((order) => statuses.includes(order.status))
    const granted = asked.some((request) => request.status === 'approved' && theirs.some((order) => order.id === request.orderId))
    const opened = stands('paid') || granted
    const left = classId === shelf.id ? 'active' : 'withdrawn'
    expect(status).toBe(stands('paid') ? 'active' : opened ? left : stands('pending') ? 'reserved' : 'released')
  }
}

/** Courses are open for paid items, each once, and for nothing else. */
function checkCourses({ placed, items, held, chosen }: Books) {
  const paid = new Set(placed.filter(({ status }) => status === 'paid').map(({ id }) => id))
  const open = chosen.filter(({ endedAt }) => !endedAt)
  const bought = items.filter(({ courseId, orderId }) => courseId && paid.has(orderId)).map((item) => item.enrollmentId + item.courseId)
  const singly = new Set(items.filter(({ courseId }) => courseId).map(({ enrollmentId }) => enrollmentId))
  const here = open.filter(({ enrollmentId }) => singly.has(enrollmentId)).map((study) => study.enrollmentId + study.courseId)
  expect(here.sort()).toEqual(bought.sort())
  const active = new Set(held.filter(({ status }) => status === 'active').map(({ id }) => id))
  for (const { enrollmentId } of open) expect(active).toContain(enrollmentId)
}

/** The bank has given back what we booked as given back; it may know more than we have heard. */
async function checkBank({ received, returned }: Books) {
  const done = returned.filter(({ status }) => status === 'done').map(({ paymentId }) => paymentId)
  const numbers = received.filter(({ id }) => done.includes(id)).map(({ tradeNumber }) => tradeNumber)
  const trades = await db()
    .select()
    .from(sandboxTrades)
    .where(inArray(sandboxTrades.tradeNumber, numbers.concat('')))
  expect(trades.map(({ status }) => status)).toEqual(numbers.map(() => 'refunded'))
}
