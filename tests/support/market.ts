import { and, eq, inArray, ne } from 'drizzle-orm'
import { expect } from 'vitest'
import { db } from '@/db/client'
import { classes } from '@/db/schema/catalog'
import { orderItems, orders, refundRequests } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { invoices } from '@/db/schema/invoices'
import { ledgerEntries } from '@/db/schema/ledger'
import { payments, refunds } from '@/db/schema/payments'
import { sandboxTrades } from '@/db/schema/sandbox-bank'
import { orderApplication } from '@/lib/checkout/order-application'
import { orderCourses } from '@/lib/checkout/order-courses'
import { placeOrder } from '@/lib/checkout/place-order'
import { checkLedger } from '@/lib/payments/check-ledger'
import type { Buyer, Ctx, Enterprise, Trainee } from '@/lib/shared/context'
import { anEnterprise } from './enterprises'
import { orderSeats } from './group-orders'
import { anApplication, aProject, aShelf, setProgram } from './sales'
import { aClass, aClassOf, aTrainee } from './world'

const terms = { refundDays: 7, refundMaxLearntPercent: 100 }

/** Everything that is sold, with few seats: four people who want it, and an enterprise that wants a class for two of its own. */
export async function aMarket() {
  const { id, programId } = await aClass({ seats: 1 })
  await setProgram(programId, terms)
  const classIds = [id, await aClassOf(programId, { seats: 1 })]
  const project = await aProject({ seats: 1 }, terms)
  const shelf = await aShelf([100, 200, 0], terms)
  const groupClass = await aClass({ seats: 2 })
  await setProgram(groupClass.programId, terms)
  const people = await Promise.all([1, 2, 3, 4].map(() => aTrainee()))
  const colleagues = await Promise.all([1, 2].map(() => aTrainee()))
  for (const me of people) await anApplication(me, project)
  const buyers: Ctx<Buyer>[] = [...people, await anEnterprise()]
  return { classIds, project, shelf, groupClass, people, colleagues, buyers }
}
export type Market = Awaited<ReturnType<typeof aMarket>>

type Ware = (market: Market, me: Ctx<Trainee>) => Promise<string>

/** Ways to order: a class or another of its programme, a project, one course or several. */
const wares: Ware[] = [
  ({ classIds }, me) => placeOrder(me, { classId: classIds[0]!, invoice: null }),
  ({ classIds }, me) => placeOrder(me, { classId: classIds[1]!, invoice: { buyerKind: 'person', title: '张丽华' } }),
  ({ project }, me) => orderApplication(me, { programId: project.programId, expectedFen: 12_000, invoice: null }),
  ({ shelf }, me) => orderCourses(me, { courseIds: shelf.courseIds.slice(0, 1), expectedFen: 100, invoice: null, ownedConfirmed: false }),
  ({ shelf }, me) => orderCourses(me, { courseIds: shelf.courseIds.slice(1), expectedFen: 200, invoice: null, ownedConfirmed: false }),
]

/** A trainee orders one of the wares; an enterprise its class for both of its people. */
export function place(market: Market, me: Ctx<Buyer>, which: number): Promise<string> {
  if (me.actor.kind === 'trainee') return wares[which]!(market, me as Ctx<Trainee>)
  return orderSeats(me as Ctx<Enterprise>, market.groupClass.id, market.colleagues, { buyerKind: 'person', title: '单位' })
}

const sum = (rows: { amountFen: number }[]) => rows.reduce((total, { amountFen }) => total + amountFen, 0)

async function readBooks({ buyers, people, colleagues }: Market) {
  const ids = buyers.map(({ actor }) => actor.id)
  const learners = [...people, ...colleagues].map(({ actor }) => actor.id)
  const [placed, items, received, returned, asked, held, chosen, invoiced] = await Promise.all([
    db().select().from(orders).where(inArray(orders.buyerId, ids)),
    db().select().from(orderItems).where(inArray(orderItems.buyerId, ids)),
    db().select().from(payments).where(inArray(payments.buyerId, ids)),
    db().select().from(refunds).where(inArray(refunds.buyerId, ids)),
    db().select().from(refundRequests).where(inArray(refundRequests.buyerId, ids)),
    db().select().from(enrollments).where(inArray(enrollments.traineeId, learners)),
    db().select().from(studies).where(inArray(studies.traineeId, learners)),
    db()
      .select()
      .from(invoices)
      .where(and(inArray(invoices.buyerId, ids), ne(invoices.status, 'reversed'))),
  ])
  return { placed, items, received, returned, asked, held, chosen, invoiced }
}
type Books = Awaited<ReturnType<typeof readBooks>>

/** The money, the seats and the courses add up. @returns the states of all orders */
export async function checkBooks(market: Market): Promise<string[]> {
  const books = await readBooks(market)
  checkMoney(books)
  checkRefunds(books)
  await checkSeats(market, books)
  checkPlaces(market, books)
  checkCourses(books)
  await checkBank(books)
  await checkClearing(books)
  expect(await checkLedger({ actor: { kind: 'system' }, now: new Date(), db: db() })).toEqual([])
  const partly = books.placed.some(({ id, status }) => status === 'paid' && books.items.some((item) => item.orderId === id && item.endedAt))
  return [...books.placed.map(({ status }) => status), ...(partly ? ['partly refunded'] : [])]
}

/** Money in is what stands of paid orders, what went back and what is owed. Invoices are for what stands. */
function checkMoney({ placed, items, received, returned, invoiced }: Books) {
  const standing = items.filter(({ orderId, endedAt }) => !endedAt && placed.some(({ id, status }) => id === orderId && status === 'paid'))
  const here = (orderId: string) => {
    const theirs = received.filter((payment) => payment.orderId === orderId)
    return sum(theirs) - sum(returned.filter(({ paymentId }) => theirs.some(({ id }) => id === paymentId)))
  }
  const parts = placed.filter(({ status }) => status === 'pending').reduce((total, { id }) => total + here(id), 0)
  expect(sum(received)).toBe(sum(standing) + parts + sum(returned))
  for (const { orderId, amountFen } of invoiced) expect(amountFen).toBe(sum(standing.filter((item) => item.orderId === orderId)))
  for (const { id, status } of placed) {
    const theirs = received.filter(({ orderId }) => orderId === id)
    const back = returned.filter((refund) => refund.status === 'done' && theirs.some((payment) => payment.id === refund.paymentId))
    if (status === 'refunding') expect(sum(back)).toBeLessThan(sum(theirs))
    if (status === 'refunded') expect(sum(back)).toBe(sum(theirs))
    if (status === 'pending') expect(here(id)).toBeLessThan(placed.find((order) => order.id === id)!.amountFen)
    if (status === 'cancelled' || status === 'expired') expect(here(id)).toBe(0)
  }
}

/** Of no payment goes back more than came in, and of no item more than it cost; what was granted is on its way. */
function checkRefunds({ placed, items, received, returned, asked }: Books) {
  for (const payment of received)
    expect(sum(returned.filter(({ paymentId }) => paymentId === payment.id))).toBeLessThanOrEqual(payment.amountFen)
  for (const { id, amountFen, endedAt } of items) {
    const theirs = returned.filter(({ itemId }) => itemId === id)
    expect(theirs.map((refund) => refund.amountFen)).toEqual(endedAt ? [amountFen] : [])
  }
  for (const { orderId, itemId, status } of asked) {
    const order = placed.find(({ id }) => id === orderId)!
    if (status === 'approved' && !items.find(({ id }) => id === itemId)?.endedAt) expect(['refunding', 'refunded']).toContain(order.status)
    if (status === 'open') expect(order.status).toBe('paid')
  }
}

/** Every taken seat has one person on it, and nobody two of a programme. */
async function checkSeats({ classIds, project, groupClass }: Market, { held }: Books) {
  const live = held.filter(({ status }) => status === 'reserved' || status === 'active')
  for (const { id, seatsTaken, seats } of await db()
    .select()
    .from(classes)
    .where(inArray(classes.id, [...classIds, project.id, groupClass.id]))) {
    expect(seatsTaken).toBe(live.filter(({ classId }) => classId === id).length)
    expect(seatsTaken).toBeLessThanOrEqual(seats!)
  }
  expect(new Set(live.map(({ traineeId, programId }) => traineeId + programId)).size).toBe(live.length)
}

/** An enrollment stands as its order does; the one on the shelf as the orders on it together do. */
function checkPlaces({ shelf }: Market, { placed, items, held, asked }: Books) {
  const statusOf = new Map(placed.map(({ id, status }) => [id, status]))
  const granted = new Set(asked.flatMap(({ orderId, itemId, status }) => (status === 'approved' ? [itemId ?? orderId] : [])))
  for (const { id, classId, status } of held) {
    const theirs = items.filter(({ enrollmentId }) => enrollmentId === id)
    const stands = (...statuses: string[]) => theirs.some(({ orderId, endedAt }) => !endedAt && statuses.includes(statusOf.get(orderId)!))
    const opened = stands('paid') || theirs.some((item) => granted.has(item.id) || granted.has(item.orderId))
    const left = classId === shelf.id ? 'active' : 'withdrawn'
    expect(status).toBe(stands('paid') ? 'active' : opened ? left : stands('pending') ? 'reserved' : 'released')
  }
}

/** Courses are open for paid items, each once, and for nothing else. */
function checkCourses({ placed, items, held, chosen }: Books) {
  const paid = new Set(placed.filter(({ status }) => status === 'paid').map(({ id }) => id))
  const open = chosen.filter(({ endedAt }) => !endedAt)
  const bought = items
    .filter(({ courseId, orderId, endedAt }) => courseId && !endedAt && paid.has(orderId))
    .map((item) => item.enrollmentId + item.courseId)
  const singly = new Set(items.filter(({ courseId }) => courseId).map(({ enrollmentId }) => enrollmentId))
  const here = open.filter(({ enrollmentId }) => singly.has(enrollmentId)).map((study) => study.enrollmentId + study.courseId)
  expect(here.sort()).toEqual(bought.sort())
  const active = new Set(held.filter(({ status }) => status === 'active').map(({ id }) => id))
  for (const { enrollmentId } of open) expect(active).toContain(enrollmentId)
}

/** In the ledger there lies at each bank what came in there less what went back from there, whoever gave it back. */
async function checkClearing({ placed, received, returned }: Books) {
  const ids = placed.map(({ id }) => id)
  const ofOrders = and(eq(ledgerEntries.account, 'clearing'), inArray(ledgerEntries.orderId, ids))
  const lines = ids.length ? await db().select().from(ledgerEntries).where(ofOrders) : []
  for (const provider of ['sandbox', 'transfer']) {
    const came = sum(received.filter((payment) => payment.provider === provider))
    const went = returned.filter(({ status, reference, paymentId }) => {
      const payment = received.find(({ id }) => id === paymentId)!
      return status === 'done' && (reference ? 'transfer' : payment.provider) === provider
    })
    expect(sum(lines.filter((line) => line.provider === provider))).toBe(came - sum(went))
  }
}

/** The bank has given back what we booked as given back; it may know more than we have heard. */
async function checkBank({ received, returned }: Books) {
  for (const { id, tradeNumber } of received.filter((payment) => payment.tradeNumber.startsWith('SB'))) {
    const booked = sum(returned.filter(({ paymentId, status }) => paymentId === id && status === 'done'))
    const [trade] = await db().select().from(sandboxTrades).where(eq(sandboxTrades.tradeNumber, tradeNumber))
    expect(trade!.refundedFen).toBeGreaterThanOrEqual(booked)
    expect(trade!.refundedFen).toBeLessThanOrEqual(trade!.amountFen)
  }
}
