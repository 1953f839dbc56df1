import { describe, expect, test } from 'vitest'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { startPayment } from '@/lib/checkout/start-payment'
import { merchantCalls } from '@/lib/sandbox-bank/trades'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'
import { bankStates, chargesOf, deliverNotice, noticeFor, payAtBank } from '../support/bank'
import { enrollmentsOf, paymentsOf, refundsOf, seatsTaken, statusOf } from '../support/books'
import { outcome, outcomes, tallied } from '../support/outcome'
import { jobsWith } from '../support/queue'
import { aClass, aClassOf, asSystem, aTrainee, at, noon } from '../support/world'

const afterHalfAnHour = later(noon, minutes(30))
const expire = (now = afterHalfAnHour) => expireOrders(asSystem(now))

/** A trainee who holds the only seat of a class with an unpaid order. */
async function aHolder() {
  const { id: classId, programId } = await aClass({ seats: 1 })
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId, invoice: null })
  const later = at(me, afterHalfAnHour)
  return { me, later, classId, programId, orderId }
}
const enrol = (me: Ctx<Trainee>, classId: string) => outcome(placeOrder(me, { classId, invoice: null }))

describe('an unpaid order', () => {
  test('keeps its seat for thirty minutes, not for a moment longer', async () => {
    const { me, classId, orderId } = await aHolder()
    await expire(later(afterHalfAnHour, -1))
    expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(['pending', 1])
    await expire()
    expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(['expired', 0])
    expect(await enrollmentsOf(me)).toEqual([{ classId, status: 'released' }])
    expect(await enrol(at(await aTrainee(), afterHalfAnHour), classId)).toBe('done')
  })

  test('expires once, though two jobs run', async () => {
    const { classId, orderId } = await aHolder()
    const counts = await Promise.all([expire(), expire()])
    expect(counts[0]! + counts[1]!).toBe(1)
    expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(['expired', 0])
  })

  test('cannot be paid at the bank any more once it has expired', async () => {
    const { me, later, orderId } = await aHolder()
    await startPayment(me, { orderId, method: 'sandbox.wechat' })
    await expire()
    expect(await bankStates(me, orderId)).toEqual(['closed'])
    expect(await outcome(startPayment(later, { orderId, method: 'sandbox.wechat' }))).toBe('order_expired')
  })

  test('that was paid at the bank, unheard of, does not expire: it is found paid', async () => {
    const { me, orderId } = await aHolder()
    await payAtBank(me, orderId)
    await expire()
    expect([await statusOf(orderId), (await enrollmentsOf(me))[0]!.status]).toEqual(['paid', 'active'])
  })

  test('of a class that can be joined again gives way to a new one', async () => {
    const { later, classId, orderId } = await aHolder()
    await expire()
    const again = await placeOrder(later, { classId, invoice: null })
    expect(again).not.toBe(orderId)
    expect(await seatsTaken(classId)).toBe(1)
  })
})

describe('a payment after the order has expired', () => {
  const pays = async (me: Ctx<Trainee>, orderId: string) => receivePayment(asSystem(me.now), 'sandbox', await noticeFor(me, orderId))

  test('takes the seat again when one is left', async () => {
    const { later, classId, orderId } = await aHolder()
    await expire()
    await pays(later, orderId)
    const { order, enrollmentStatus } = await getOrder(later, orderId)
    expect([order.status, order.endedAt, enrollmentStatus, await seatsTaken(classId)]).toEqual(['paid', null, 'active', 1])
  })

  test('is given back when the seat is gone', async () => {
    const { later, classId, orderId } = await aHolder()
    await expire()
    await enrol(at(await aTrainee(), afterHalfAnHour), classId)
    await pays(later, orderId)
    const [refund] = await refundsOf(orderId)
    expect([await statusOf(orderId), refund!.status, await seatsTaken(classId)]).toEqual(['refunding', 'requested', 1])
    expect(await jobsWith('payments.refund', { refundId: refund!.key.refundId })).toHaveLength(1)
    expect((await enrollmentsOf(later))[0]!.status).toBe('released')
  })

  test('is given back when the trainee has taken another class of the programme meanwhile', async () => {
    const { later, classId, programId, orderId } = await aHolder()
    await expire()
    expect(await enrol(later, await aClassOf(programId))).toBe('done')
    await pays(later, orderId)
    expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(['refunding', 0])
  })
})

describe('an order given up', () => {
  test('frees its seat at once', async () => {
    const { me, classId, orderId } = await aHolder()
    await cancelOrder(me, orderId)
    expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(['cancelled', 0])
    expect(await enrol(await aTrainee(), classId)).toBe('done')
  })

  test('is given up once', async () => {
    const { me, classId, orderId } = await aHolder()
    expect(tallied(await outcomes([1, 2, 3].map(() => cancelOrder(me, orderId))))).toEqual({ done: 1, order_not_pending: 2 })
    expect(await seatsTaken(classId)).toBe(0)
  })

  test('stays paid when the bank had been paid a moment before', async () => {
    const { me, classId, orderId } = await aHolder()
    await payAtBank(me, orderId)
    expect(await outcome(cancelOrder(me, orderId))).toBe('order_not_pending')
    expect([await statusOf(orderId), await paymentsOf(orderId), await seatsTaken(classId)]).toMatchObject(['paid', { length: 1 }, 1])
  })

  test('heard to be paid and timed out in the same moment stays paid', async () => {
    const { me, classId, orderId } = await aHolder()
    await payAtBank(me, orderId)
    const [given] = await Promise.all([outcome(cancelOrder(me, orderId)), deliverNotice(me, orderId), expire(), expire()])
    expect(given).toBe('order_not_pending')
    expect([await statusOf(orderId), await paymentsOf(orderId), await seatsTaken(classId)]).toMatchObject(['paid', { length: 1 }, 1])
  })

  test('whose charge the bank has closed is paid by another one, with a number of its own', async () => {
    const { me, orderId } = await aHolder()
    await startPayment(me, { orderId, method: 'sandbox.wechat' })
    const [first] = await chargesOf(me, orderId)
    await merchantCalls.close({ orderNumber: first!.number }) // and the process died after it
    await payAtBank(me, orderId)
    await deliverNotice(me, orderId)
    expect((await chargesOf(me, orderId)).map(({ status }) => status)).toEqual(['paid', 'closed'])
    expect([await statusOf(orderId), (await paymentsOf(orderId)).length]).toEqual(['paid', 1])
  })

  test('whose payment nobody heard of is found paid by the next press of 去支付', async () => {
    const { me, orderId } = await aHolder()
    await payAtBank(me, orderId)
    expect(await startPayment(me, { orderId, method: 'sandbox.wechat' })).toBe(`/orders/${orderId}`)
    expect([await statusOf(orderId), (await paymentsOf(orderId)).length]).toEqual(['paid', 1])
  })

  test('can only be given up by its owner', async () => {
    const { classId, orderId } = await aHolder()
    expect(await outcome(cancelOrder(await aTrainee(), orderId))).toBe('not found')
    expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(['pending', 1])
  })

  test('can be placed anew, also in another class of the programme', async () => {
    const { me, programId, orderId } = await aHolder()
    const other = await aClassOf(programId)
    expect(await enrol(me, other)).toBe('order_waiting')
    await cancelOrder(me, orderId)
    expect(await enrol(me, other)).toBe('done')
  })
})
