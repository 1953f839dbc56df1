import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { makeRefund } from '@/lib/checkout/make-refund'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { startPayment } from '@/lib/checkout/start-payment'
import { watchCharges } from '@/lib/checkout/watch-charges'
import { callGateway } from '@/lib/payments/call-gateway'
import { gatewayOf } from '@/lib/payments/gateways/registry'
import { payTrade } from '@/lib/sandbox-bank/trades'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { later, minutes, seconds } from '@/lib/shared/time'
import { bankStates, chargesOf, deliverNotice } from '../support/bank'
import { behave, called, hanging, misbehave } from '../support/bank-line'
import { enrollmentsOf, paymentsOf, refundsOf, seatsTaken, statusOf } from '../support/books'
import { Killed, killing } from '../support/killing'
import { outcome } from '../support/outcome'
import { aClass, asSystem, aTrainee, at, noon } from '../support/world'

afterEach(behave)

async function aBuyer() {
  const { id: classId } = await aClass({ seats: 1 })
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId, invoice: null })
  return { me, classId, orderId }
}
const begin = (me: Ctx<Buyer>, orderId: string, method = 'wechat') => startPayment(me, { orderId, method: `sandbox.${method}` })

async function payPage(me: Ctx<Buyer>, address: string): Promise<void> {
  const page = new URL(address, 'http://portal')
  await payTrade(me, page.pathname.split('/').at(-1)!, page.searchParams.get('token')!, 'never')
}
const statuses = async (me: Ctx<Buyer>, orderId: string) => (await chargesOf(me, orderId)).map(({ status }) => status)
const watch = (now: Date) => watchCharges(asSystem(now))

/** Connections of the portal that hold a transaction open while nothing is asked of the database. */
async function openTransactions(): Promise<number> {
  const [row] = await db().execute<{ n: number }>(
    sql`select count(*)::int n from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
  )
  return row!.n
}
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Somebody who opened both pages of an order and paid at both: what came second is owed back. */
async function aDoublePayer() {
  const { me, orderId } = await aBuyer()
  const pages = [await begin(me, orderId, 'wechat'), await begin(me, orderId, 'bank')]
  for (const page of pages) await payPage(me, page)
  await watch(later(noon, minutes(1)))
  return { me, orderId, refund: (await refundsOf(orderId))[0]! }
}

describe('while a gateway takes its time', () => {
  test('no lock and no connection waits for it: the order can be read, locked and heard of by others', async () => {
    const { me, orderId } = await aBuyer()
    misbehave('hang', 'charge')
    const pressed = begin(me, orderId)
    await until(() => hanging() === 1)
    expect(await openTransactions()).toBe(0)
    expect(await statuses(me, orderId)).toEqual(['intended'])
    await inTransaction(me, (tx) => tx.db.execute(sql`select from orders where id = ${orderId} for update nowait`))
    expect(await outcome(cancelOrder(me, orderId))).toBe('payment_starting') // or the gateway would hear of it after the end
    behave()
    expect(await pressed).toMatch(/^\/bank\//)
    expect(await statuses(me, orderId)).toEqual(['open'])
  })

  test('nor while it is asked for a refund', async () => {
    const { orderId, refund } = await aDoublePayer()
    misbehave('hang', 'refund')
    const made = makeRefund(asSystem(), refund.key)
    await until(() => hanging() === 1)
    expect(await openTransactions()).toBe(0)
    behave()
    await made
    expect((await refundsOf(orderId))[0]!.status).toBe('done')
  })

  test('it is never called inside a transaction', async () => {
    const { me } = await aBuyer()
    const call = inTransaction(me, (tx) => callGateway(tx, gatewayOf('sandbox')!, 'query', async () => 0))
    await expect(call).rejects.toThrow('inside a transaction')
  })
})

describe('what dies between two steps', () => {
  test.each([0, 1, 2, 3, 4, 5])('killed after %i writes: the next press pays, once', async (writes) => {
    const { me, orderId } = await aBuyer()
    await begin(killing(me, writes), orderId).catch((error) => expect(error).toBeInstanceOf(Killed))
    await payPage(me, await begin(me, orderId))
    await watch(later(noon, minutes(1)))
    expect([await statusOf(orderId), (await paymentsOf(orderId)).length, await refundsOf(orderId)]).toEqual(['paid', 1, []])
  })

  test('a charge whose answer was lost is the same one the next time', async () => {
    const { me, orderId } = await aBuyer()
    misbehave('answer lost', 'charge')
    expect(await outcome(begin(me, orderId))).toBe('bank_unreachable')
    expect([await statuses(me, orderId), await bankStates(me, orderId)]).toEqual([['intended'], ['open']])
    behave()
    await begin(me, orderId)
    expect([await statuses(me, orderId), await bankStates(me, orderId)]).toEqual([['open'], ['open']])
  })

  test('one that nobody comes back to is closed at the gateway, and the order ends in its time', async () => {
    const { me, orderId, classId } = await aBuyer()
    misbehave('answer lost', 'charge')
    await outcome(begin(me, orderId))
    behave()
    await watch(later(noon, minutes(1)))
    expect([await statuses(me, orderId), await bankStates(me, orderId)]).toEqual([['closed'], ['closed']])
    await expireOrders(asSystem(later(noon, minutes(30))))
    expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(['expired', 0])
  })

  test('a refund whose answer was lost goes back once', async () => {
    const { orderId, refund } = await aDoublePayer()
    misbehave('answer lost', 'refund')
    await expect(makeRefund(asSystem(), refund.key)).rejects.toThrow()
    expect((await refundsOf(orderId))[0]!.status).toBe('requested')
    behave()
    await makeRefund(asSystem(), refund.key)
    expect((await refundsOf(orderId)).map(({ status }) => status)).toEqual(['done'])
    expect(await statusOf(orderId)).toBe('paid')
  })
})

describe('a gateway that does not do its work', () => {
  test.each(['broken', 'unsigned'] as const)('%s: said so, nothing changed, and it goes on when it is back', async (manner) => {
    const { me, orderId } = await aBuyer()
    misbehave(manner)
    expect(await outcome(begin(me, orderId))).toBe('bank_unreachable')
    expect(await statusOf(orderId)).toBe('pending')
    behave()
    await payPage(me, await begin(me, orderId))
    await deliverNotice(me, orderId)
    expect([await statusOf(orderId), (await paymentsOf(orderId)).length]).toEqual(['paid', 1])
  })

  test('that says no is said to, its words are kept, and another attempt has a number of its own', async () => {
    const { me, orderId } = await aBuyer()
    misbehave('refuses', 'charge')
    expect(await outcome(begin(me, orderId))).toBe('charge_refused')
    expect(await chargesOf(me, orderId)).toMatchObject([{ status: 'failed', problem: '商户号被限制' }])
    behave()
    await begin(me, orderId)
    expect((await chargesOf(me, orderId)).map(({ status, number }) => [status, number.slice(-2)])).toEqual([
      ['open', '02'],
      ['failed', '01'],
    ])
  })

  test('down for an hour: the seat is kept, nobody else gets it; then the order ends, or is found paid', async () => {
    for (const paid of [false, true]) {
      const { me, orderId, classId } = await aBuyer()
      const page = await begin(me, orderId)
      if (paid) await payPage(me, page)
      misbehave('broken')
      for (const minute of [30, 31, 90]) {
        await watch(later(noon, minutes(minute)))
        await expireOrders(asSystem(later(noon, minutes(minute))))
        expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(['pending', 1])
      }
      expect(await outcome(cancelOrder(at(me, later(noon, minutes(90))), orderId))).toBe('bank_unreachable')
      behave()
      await expireOrders(asSystem(later(noon, minutes(91))))
      expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(paid ? ['paid', 1] : ['expired', 0])
    }
  })

  test('is left alone until the next round', async () => {
    for (let i = 0; i < 12; i++) {
      const { me, orderId } = await aBuyer()
      await begin(me, orderId)
    }
    misbehave('broken')
    await watch(later(noon, minutes(1)))
    expect(called()).toBeLessThanOrEqual(8) // those that were under way at once; the rest waits
    expect(called()).toBeGreaterThan(0)
  })
})

describe('two ways to pay one order', () => {
  test('both paid: one pays it, the other goes back by itself', async () => {
    const { me, orderId } = await aDoublePayer()
    expect([await statusOf(orderId), await statuses(me, orderId)]).toEqual(['paid', ['paid', 'paid']])
    const [refund, ...more] = await refundsOf(orderId)
    expect([refund, more]).toMatchObject([{ amountFen: 12_000, status: 'requested' }, []])
    await makeRefund(asSystem(), refund!.key)
    expect([await statusOf(orderId), (await enrollmentsOf(me))[0]!.status]).toEqual(['paid', 'active'])
  })

  test('one paid: the other cannot be paid a minute later', async () => {
    const { me, orderId } = await aBuyer()
    await begin(me, orderId, 'wechat')
    await payPage(me, await begin(me, orderId, 'bank'))
    await deliverNotice(me, orderId)
    await watch(noon)
    expect([await statuses(me, orderId), await bankStates(me, orderId)]).toEqual([
      ['paid', 'closed'],
      ['paid', 'closed'],
    ])
  })
})

test('a charge is asked about each minute, later every five, until it is closed in its time', async () => {
  const { me, orderId } = await aBuyer()
  await begin(me, orderId)
  const asked: number[] = []
  for (let second = 0; second <= 1800; second += 30) {
    await watch(later(noon, seconds(second)))
    const askedAt = (await chargesOf(me, orderId))[0]!.askedAt
    const minute = askedAt ? (askedAt.getTime() - noon.getTime()) / 60_000 : -1
    if (minute >= 0 && asked.at(-1) !== minute) asked.push(minute)
  }
  expect(asked).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 15.5, 20.5, 25.5])
  expect([await statuses(me, orderId), (await getOrder(me, orderId)).order.status]).toEqual([['open'], 'pending'])
  await watch(later(noon, minutes(31)))
  expect(await bankStates(me, orderId)).toEqual(['closed'])
})
