import { eq, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { orders } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { refunds } from '@/db/schema/payments'
import { sandboxRefunds, sandboxTrades } from '@/db/schema/sandbox-bank'
import { expireOrders } from '@/lib/checkout/end-order'
import { makeRefund } from '@/lib/checkout/make-refund'
import { placeOrder } from '@/lib/checkout/place-order'
import { watchCharges } from '@/lib/checkout/watch-charges'
import { checkLedger } from '@/lib/payments/check-ledger'
import { books } from '@/lib/sandbox-bank/books'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'
import { deliverNotice, payAtBank, payTooLate } from '../support/bank'
import { seatsTaken } from '../support/books'
import { outcome } from '../support/outcome'
import { aClass, asSystem, aTrainee, at, noon } from '../support/world'

const seats = 3

/**
 * A hundred people for three seats, all the way: order, the bank over its line, the money, the notice. Some leave it unpaid, and pay when it is
 * too late, while others order what became free.
 */
test('a hundred race for the last seats through the whole checkout: none is sold twice, and every fen is a class or goes back', async () => {
  const { id: classId } = await aClass({ seats })
  const people = await Promise.all(Array.from({ length: 100 }, () => aTrainee()))
  const placed = new Map<Ctx<Trainee>, string>()

  async function race(runners: Ctx<Trainee>[], now: Date, does: (me: Ctx<Trainee>, orderId: string, i: number) => Promise<unknown>) {
    const said = await Promise.all(
      runners.map(async (one, i) => {
        const me = at(one, now)
        return outcome(
          placeOrder(me, { classId, invoice: null }).then(async (orderId) => {
            placed.set(one, orderId)
            await does(me, orderId, i)
          }),
        )
      }),
    )
    return said
  }

  // All want one at once. Who gets one goes to the bank and away again: nobody pays yet.
  const first = await race(people, noon, (me, orderId) => outcome(payAtBank(me, orderId, 'never').catch(() => {}))).then((said) =>
    said.filter((word) => word === 'class_full'),
  )
  expect(first).toHaveLength(100 - seats)
  expect(await seatsTaken(classId)).toBe(seats)
  const winners = [...placed.keys()]
  // One notice is heard, one is lost, one order runs out before its payment is heard of.
  await deliverNotice(winners[0]!, placed.get(winners[0]!)!)

  // The others try again and again while the orders end, are paid late, and are asked after.
  const losers = people.filter((one) => !placed.has(one))
  const end = later(noon, minutes(31))
  await Promise.all([
    expireOrders(asSystem(end)),
    watchCharges(asSystem(end)),
    ...winners.slice(1).map((one) => payTooLate(at(one, end), placed.get(one)!).then(() => deliverNotice(at(one, end), placed.get(one)!))),
    race(losers, end, (me, orderId, i) => (i % 2 ? payAtBank(me, orderId).then(() => deliverNotice(me, orderId)) : Promise.resolve())),
  ])
  const last = later(end, minutes(31))
  await expireOrders(asSystem(last))
  await watchCharges(asSystem(last))

  const mine = await db()
    .select()
    .from(orders)
    .where(inArray(orders.id, [...placed.values()]))
  for (const { buyerId, id } of await db().select({ buyerId: refunds.buyerId, id: refunds.id }).from(refunds)) {
    await makeRefund(asSystem(last), { buyerId, refundId: id })
  }
  const held = await db().select().from(enrollments).where(eq(enrollments.classId, classId))
  const active = held.filter(({ status }) => status === 'active')
  const paid = mine.filter(({ status }) => status === 'paid')
  expect(active.length).toBeLessThanOrEqual(seats)
  expect(active.map(({ traineeId }) => traineeId).sort()).toEqual(paid.map(({ buyerId }) => buyerId).sort())
  expect(await seatsTaken(classId)).toBe(held.filter(({ status }) => status === 'active' || status === 'reserved').length)
  expect(mine.filter(({ status }) => status === 'pending')).toEqual([])

  // What the bank took, by its own books, is classes and what it gave back.
  const sum = (rows: { amountFen: number }[]) => rows.reduce((total, { amountFen }) => total + amountFen, 0)
  const took = (await books().select().from(sandboxTrades)).filter(({ paidAt }) => paidAt)
  expect(sum(took) - sum(await books().select().from(sandboxRefunds))).toBe(sum(paid))
  expect(took.length).toBeGreaterThanOrEqual(seats)
  expect(await checkLedger(asSystem())).toEqual([])
}, 60_000)
