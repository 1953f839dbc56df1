import { inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { classes } from '@/db/schema/catalog'
import { orderItems, orders, payments, refunds } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { gatewayOf } from '@/lib/checkout/gateways/registry'
import { makeRefund } from '@/lib/checkout/make-refund'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'
import { deliverNotice, payAtBank, payTooLate } from '../support/bank'
import { refundsOf } from '../support/books'
import { noticeFor } from '../support/learners'
import { outcome } from '../support/outcome'
import { aClass, aClassOf, asSystem, aTrainee, at, noon } from '../support/world'

/** Whatever people, the bank and the jobs do, in whatever order: the money and the seats add up after every step. */

type Act = (me: Ctx<Trainee>, orderId: string) => Promise<unknown>

const hear: Act = async (me, orderId) => {
  const { order } = await getOrder(me, orderId)
  if ((await gatewayOf('sandbox')!.query(me, order.number)).state === 'paid') await deliverNotice(me, orderId)
}

/** What may befall an order. Refusals are answers; anything else that is thrown fails the test. */
const acts: Record<string, Act> = {
  'pay, unheard of': (me, orderId) => outcome(payAtBank(me, orderId)),
  'hear from the bank': hear,
  'come back': confirmPayment,
  'pay too late': async (me, orderId) => {
    await payTooLate(me, orderId)
    await hear(me, orderId)
  },
  'pay elsewhere': async (me, orderId) =>
    receivePayment(asSystem(me.now), 'sandbox', await noticeFor(me, orderId, { tradeNumber: `elsewhere-${orderId}` })),
  cancel: (me, orderId) => outcome(cancelOrder(me, orderId)),
  refund: async (me, orderId) => {
    for (const { key, tradeNumber } of await refundsOf(orderId)) if (tradeNumber.startsWith('SB')) await makeRefund(asSystem(me.now), key)
  },
}

const step = (act: fc.Arbitrary<string>) => fc.record({ act, who: fc.nat(3), which: fc.nat(2) })
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: step(fc.constant('place')) },
    { weight: 2, arbitrary: step(fc.constantFrom('wait', 'wait and expire')) },
    { weight: 7, arbitrary: step(fc.constantFrom(...Object.keys(acts))) },
  ),
  { minLength: 20, maxLength: 30 },
)

/** Goes through every state of an order, so that the books are checked in each whatever the chance draws. */
const example = [
  { act: 'place', who: 0, which: 0 },
  { act: 'wait and expire', who: 0, which: 0 },
  { act: 'place', who: 1, which: 0 },
  { act: 'pay too late', who: 0, which: 0 },
  { act: 'refund', who: 0, which: 0 },
  { act: 'pay, unheard of', who: 1, which: 0 },
  { act: 'come back', who: 1, which: 0 },
  { act: 'pay elsewhere', who: 1, which: 0 },
  { act: 'place', who: 2, which: 1 },
  { act: 'cancel', who: 2, which: 0 },
  { act: 'place', who: 3, which: 1 },
  { act: 'wait and expire', who: 3, which: 0 },
  { act: 'place', who: 2, which: 1 },
]

/** Two classes of one programme, with a seat each, and four people who want them. */
async function aMarket() {
  const { id, programId } = await aClass({ seats: 1 })
  const classIds = [id, await aClassOf(programId, { seats: 1 })]
  return { classIds, people: await Promise.all([1, 2, 3, 4].map(() => aTrainee())) }
}

const total = (rows: { amountFen: number }[]) => rows.reduce((sum, { amountFen }) => sum + amountFen, 0)
const seatOf: Record<string, string> = { pending: 'reserved', paid: 'active' }

async function checkBooks({ classIds, people }: Awaited<ReturnType<typeof aMarket>>) {
  const ids = people.map(({ actor }) => actor.id)
  const [placed, items, received, returned, seats, held] = await Promise.all([
    db().select().from(orders).where(inArray(orders.traineeId, ids)),
    db().select().from(orderItems).where(inArray(orderItems.traineeId, ids)),
    db().select().from(payments).where(inArray(payments.traineeId, ids)),
    db().select().from(refunds).where(inArray(refunds.traineeId, ids)),
    db().select().from(classes).where(inArray(classes.id, classIds)),
    db().select().from(enrollments).where(inArray(enrollments.classId, classIds)),
  ])
  expect(total(received)).toBe(total(placed.filter(({ status }) => status === 'paid')) + total(returned))
  const live = held.filter(({ status }) => status === 'reserved' || status === 'active')
  for (const { id, seatsTaken, seats: all } of seats) {
    expect(seatsTaken).toBe(live.filter(({ classId }) => classId === id).length)
    expect(seatsTaken).toBeLessThanOrEqual(all ?? Number.POSITIVE_INFINITY)
  }
  expect(new Set(live.map(({ traineeId }) => traineeId)).size).toBe(live.length)
  for (const { orderId, enrollmentId } of items) {
    const order = placed.find(({ id }) => id === orderId)!
    expect(held.find(({ id }) => id === enrollmentId)!.status).toBe(seatOf[order.status] ?? 'released')
  }
}

test('the money that came in is what orders cost plus what went back, and every taken seat has one person on it', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const market = await aMarket()
      const theirs: string[][] = [[], [], [], []]
      let now = noon
      for (const { act, who, which } of sequence) {
        const me = at(market.people[who]!, now)
        const mine = theirs[who]!
        if (act.startsWith('wait')) now = later(now, minutes(30))
        if (act === 'wait and expire') await expireOrders(asSystem(now))
        else if (act === 'place') {
          await outcome(placeOrder(me, { classId: market.classIds[which % 2]!, invoice: null }).then((id) => mine.push(id)))
        } else if (act in acts && mine.length) await acts[act]!(me, mine[which % mine.length]!)
        await checkBooks(market)
      }
      for (const { status } of await db().select({ status: orders.status }).from(orders)) seen.add(status)
    }),
    { numRuns: 8, examples: [[example]], interruptAfterTimeLimit: 5000 },
  )
  for (const status of ['pending', 'paid', 'cancelled', 'expired', 'refunded']) expect(seen).toContain(status)
})
