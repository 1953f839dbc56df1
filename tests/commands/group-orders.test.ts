import { and, eq, inArray, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { orders, transfers } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder, listOrders } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { startPayment } from '@/lib/checkout/start-payment'
import { tellOpened } from '@/lib/checkout/tell-opened'
import { getClassHome } from '@/lib/enrollment/queries'
import { jobHandlers } from '@/lib/job-handlers'
import { takeOut, withdrawRoster } from '@/lib/rosters/take-out'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { deliverNotice, noticeFor, payAtBank, payTooLate } from '../support/bank'
import { refundsOf, seatsTaken, statusOf } from '../support/books'
import { anEnterprise } from '../support/enterprises'
import { anOpened, aRoster, aSubmitted, colleagues, pay, rosterOf, rowsOf, submit } from '../support/groups'
import { killing } from '../support/killing'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aClass, aCourse, asSystem, aTrainee, noon } from '../support/world'

const at = (me: Ctx<Enterprise>, now: Date): Ctx<Enterprise> => ({ ...me, now })
const tooLate = later(noon, days(4))
const statuses = async (rosterId: string) => {
  const ids = (await rowsOf(rosterId)).flatMap(({ enrollmentId }) => enrollmentId ?? [])
  const rows = await db().select({ status: enrollments.status }).from(enrollments).where(inArray(enrollments.id, ids))
  return tallied(rows.map(({ status }) => status))
}

describe('paid at the bank', () => {
  test('the class is open to all, and the bank sends the clerk back to the order of the enterprise', async () => {
    const { me, orderId, rosterId } = await aSubmitted(await aClass())
    expect(await startPayment(me, { orderId, method: 'sandbox.bank' })).toMatch(/^\/bank\//)
    await payAtBank(me, orderId)
    await confirmPayment(me, orderId)
    expect([await statusOf(orderId), await statuses(rosterId)]).toEqual(['paid', { active: 3 }])
    await deliverNotice(me, orderId)
    expect(await statuses(rosterId)).toEqual({ active: 3 })
  })

  test('another enterprise and a trainee find no such order', async () => {
    const { orderId } = await aSubmitted(await aClass())
    const stranger = await anEnterprise()
    const trainee = await aTrainee()
    for (const them of [stranger, trainee])
      expect(
        await outcomes([
          getOrder(them, orderId),
          confirmPayment(them, orderId),
          startPayment(them, { orderId, method: 'sandbox.bank' }),
          cancelOrder(them, orderId),
        ]),
      ).toEqual(Array(4).fill('not found'))
    expect(await listOrders(stranger)).toEqual([])
  })

  test('a killed server opens nobody, and the next notice opens all', async () => {
    const trainingClass = await aClass({ parts: [{ hours: 4, compulsory: true, courses: [await aCourse()] }] })
    const { me, orderId, rosterId } = await aSubmitted(trainingClass)
    const notice = await noticeFor(me, orderId)
    for (let writes = 0; ; writes++) {
      const done = await receivePayment(killing(asSystem(), writes), 'sandbox', notice).then(
        () => true,
        () => false,
      )
      if (done) break
      expect([await statusOf(orderId), await statuses(rosterId)]).toEqual(['pending', { reserved: 3 }])
      expect(
        await db()
          .select()
          .from(studies)
          .where(eq(studies.enrollmentId, (await rowsOf(rosterId))[0]!.enrollmentId!)),
      ).toEqual([])
      expect(writes).toBeLessThan(30)
    }
    expect([await statusOf(orderId), await statuses(rosterId)]).toEqual(['paid', { active: 3 }])
  })

  test('who has to activate is told, once; others are not', async () => {
    const known = await aTrainee({ name: '李建国' })
    const people = [...colleagues(2), { ...colleagues(1)[0]!, idNumber: known.idNumber }]
    const { me, orderId } = await anOpened(await aClass(), people)
    const job = { buyerId: me.actor.id, orderId, after: '' }
    await jobHandlers(db())['groups.tell'](job)
    await tellOpened(asSystem(), job)
    const [{ n }] = (await db().execute(sql`select count(*)::int as n from pgboss.job where name = 'sms.send'`)) as unknown as [
      { n: number },
    ]
    expect(n).toBe(2)
  })
})

describe('an order that ends unpaid', () => {
  test('frees its seats after three days, and the roster can be submitted again', async () => {
    const trainingClass = await aClass({ seats: 3, enrolUntil: later(noon, days(30)) })
    const { me, orderId, rosterId } = await aSubmitted(trainingClass)
    await expireOrders(asSystem(later(noon, days(2))))
    expect(await statusOf(orderId)).toBe('pending')
    await expireOrders(asSystem(tooLate))
    expect([await statusOf(orderId), await statuses(rosterId), await seatsTaken(trainingClass.id)]).toEqual(['expired', { released: 3 }, 0])
    const again = await submit(at(me, tooLate), rosterId)
    expect(again).not.toBe(orderId)
    expect(await submit(at(me, tooLate), rosterId)).toBe(again)
    expect(await rosterOf(rosterId)).toMatchObject({ status: 'submitted', orderId: again })
    await pay(at(me, tooLate), again)
    expect([await statuses(rosterId), await seatsTaken(trainingClass.id)]).toEqual([{ active: 3 }, 3])
  })

  test('is replaced at once when the clerk presses before the job came', async () => {
    const { me, orderId, rosterId } = await aSubmitted(await aClass({ enrolUntil: later(noon, days(30)) }))
    const again = await submit(at(me, tooLate), rosterId)
    expect([await statusOf(orderId), await statusOf(again)]).toEqual(['expired', 'pending'])
  })

  test('cancelled by the clerk, it frees its seats at once', async () => {
    const trainingClass = await aClass()
    const { me, orderId } = await aSubmitted(trainingClass)
    await cancelOrder(me, orderId)
    expect([await statusOf(orderId), await seatsTaken(trainingClass.id)]).toEqual(['cancelled', 0])
  })

  test('and is paid all the same: opens if enough seats are left, else the money goes back by itself', async () => {
    const trainingClass = await aClass({ seats: 4 })
    const { me, orderId, rosterId } = await aSubmitted(trainingClass)
    await expireOrders(asSystem(tooLate))
    await payTooLate(me, orderId)
    await deliverNotice(at(me, tooLate), orderId)
    expect([await statuses(rosterId), await seatsTaken(trainingClass.id)]).toEqual([{ active: 3 }, 3])

    const full = await aClass({ seats: 4 })
    const late = await aSubmitted(full)
    await expireOrders(asSystem(tooLate))
    for (let i = 0; i < 2; i++) await placeOrder(await aTrainee(), { classId: full.id, invoice: null })
    await payTooLate(late.me, late.orderId)
    await deliverNotice(at(late.me, tooLate), late.orderId)
    expect([await statusOf(late.orderId), await statuses(late.rosterId), await seatsTaken(full.id)]).toEqual([
      'refunding',
      { released: 3 },
      2,
    ])
    expect(await refundsOf(late.orderId)).toHaveLength(1)
  })

  test('money for it goes back when the roster was submitted again meanwhile', async () => {
    const trainingClass = await aClass({ enrolUntil: later(noon, days(30)) })
    const { me, orderId, rosterId } = await aSubmitted(trainingClass)
    const again = await submit(at(me, tooLate), rosterId)
    await payTooLate(me, orderId)
    await deliverNotice(at(me, tooLate), orderId)
    expect([await statusOf(orderId), await statusOf(again), await statuses(rosterId)]).toEqual(['refunding', 'pending', { reserved: 3 }])
  })
})

describe('移出', () => {
  test('frees the seat of who leaves; the rest have another order, to be paid in the same time', async () => {
    const trainingClass = await aClass({ seats: 3 })
    const { me, orderId, rosterId } = await aSubmitted(trainingClass)
    await startPayment(me, { orderId, method: 'sandbox.bank' })
    const now = (await takeOut(at(me, later(noon, days(1))), { rosterId, rows: [4] }))!
    const { order, itemCount } = await getOrder(me, now)
    expect([order.amountFen, itemCount, order.expiresAt]).toEqual([24_000, 2, later(noon, days(3))])
    expect([await statusOf(orderId), await statuses(rosterId), await seatsTaken(trainingClass.id)]).toEqual([
      'cancelled',
      { reserved: 2, released: 1 },
      2,
    ])
    expect((await rowsOf(rosterId)).map(({ endedAt }) => endedAt !== null)).toEqual([false, true, false])
    await pay(me, now)
    expect(await statuses(rosterId)).toEqual({ active: 2, released: 1 })
  })

  test('money for the order before goes back', async () => {
    const { me, orderId, rosterId } = await aSubmitted(await aClass())
    const now = (await takeOut(me, { rosterId, rows: [4] }))!
    await payTooLate(me, orderId)
    await deliverNotice(me, orderId)
    expect([await statusOf(orderId), await statusOf(now), await statuses(rosterId)]).toEqual([
      'refunding',
      'pending',
      { reserved: 2, released: 1 },
    ])
  })

  test('pressed twice, or by two clerks at once, takes out once', async () => {
    const trainingClass = await aClass()
    const { me, rosterId } = await aSubmitted(trainingClass, colleagues(5))
    const words = await outcomes([3, 3, 4].map((row) => takeOut(me, { rosterId, rows: [row] })))
    expect(words.every((word) => word === 'done' || word === 'roster_not_pending')).toBe(true)
    const left = (await rowsOf(rosterId)).filter(({ endedAt }) => !endedAt).length
    const { itemCount } = await getOrder(me, (await rosterOf(rosterId)).orderId!)
    expect([itemCount, await seatsTaken(trainingClass.id)]).toEqual([left, left])
    const pending = await db()
      .select()
      .from(orders)
      .where(and(eq(orders.buyerId, me.actor.id), eq(orders.status, 'pending')))
    expect(pending).toHaveLength(1)
  })

  test('of all withdraws the roster; paid, transferred or not one’s own, nobody is taken out', async () => {
    const trainingClass = await aClass()
    const { me, rosterId, orderId } = await aSubmitted(trainingClass)
    expect(await outcome(takeOut(await anEnterprise(), { rosterId, rows: [3] }))).toBe('not found')
    expect(await takeOut(me, { rosterId, rows: [99] })).toBe(orderId)
    await db().insert(transfers).values({ buyerId: me.actor.id, orderId, announcedAt: noon })
    expect(await outcome(takeOut(me, { rosterId, rows: [3] }))).toBe('roster_transfer_announced')
    await db().delete(transfers).where(eq(transfers.orderId, orderId))
    expect(await takeOut(me, { rosterId, rows: [3, 4, 5] })).toBeNull()
    expect([await rosterOf(rosterId), await seatsTaken(trainingClass.id)]).toMatchObject([{ status: 'withdrawn' }, 0])
    const paid = await anOpened(trainingClass)
    expect(await outcome(takeOut(paid.me, { rosterId: paid.rosterId, rows: [3] }))).toBe('roster_not_pending')
    const atBank = await aSubmitted(trainingClass)
    await payAtBank(atBank.me, atBank.orderId)
    expect(await outcome(takeOut(atBank.me, { rosterId: atBank.rosterId, rows: [3] }))).toBe('roster_not_pending')
    expect(await statusOf(atBank.orderId)).toBe('paid') // found out at the bank
  })

  test('after the order has ended, who was taken out is not ordered again', async () => {
    const { me, orderId, rosterId } = await aSubmitted(await aClass())
    await cancelOrder(me, orderId)
    expect(await takeOut(me, { rosterId, rows: [3] })).toBe(orderId)
    const again = await submit(me, rosterId, { expectedFen: 24_000 })
    expect((await getOrder(me, again)).itemCount).toBe(2)
  })
})

test('撤回 gives up order and seats; what is paid, or a draft, stays', async () => {
  const trainingClass = await aClass()
  const { me, orderId, rosterId } = await aSubmitted(trainingClass)
  expect(await outcome(withdrawRoster(await anEnterprise(), rosterId))).toBe('not found')
  await withdrawRoster(me, rosterId)
  await withdrawRoster(me, rosterId)
  expect([await statusOf(orderId), (await rosterOf(rosterId)).status, await seatsTaken(trainingClass.id)]).toEqual([
    'cancelled',
    'withdrawn',
    0,
  ])
  expect(await outcome(submit(me, rosterId))).toBe('roster_changed')
  const draft = await aRoster(me, trainingClass.id, colleagues(1))
  expect(await outcome(withdrawRoster(me, draft))).toBe('roster_not_pending')
  const paid = await anOpened(trainingClass)
  expect(await outcome(withdrawRoster(paid.me, paid.rosterId))).toBe('roster_not_pending')
})

test('a colleague sees the class at once when it is open', async () => {
  const known = await aTrainee({ name: '李建国' })
  await anOpened(await aClass(), [{ ...colleagues(1)[0]!, idNumber: known.idNumber }])
  const [held] = await db().select().from(enrollments).where(eq(enrollments.traineeId, known.actor.id))
  expect((await getClassHome(known, held!.id)).enrollment.status).toBe('active')
})
