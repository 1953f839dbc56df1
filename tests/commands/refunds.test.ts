import { describe, expect, test } from 'vitest'
import { expireOrders } from '@/lib/checkout/end-order'
import { sandbox } from '@/lib/checkout/gateways/sandbox'
import { makeRefund } from '@/lib/checkout/make-refund'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { later, minutes } from '@/lib/shared/time'
import { deliverNotice, payAtBank } from '../support/bank'
import { paymentsOf, refundsOf, seatsTaken, statusOf } from '../support/books'
import { noticeFor } from '../support/learners'
import { jobsWith } from '../support/queue'
import { aClass, asSystem, at, aTrainee, noon } from '../support/world'

/** Somebody pays at the bank, the order ends unheard of, the seat goes to somebody else, and then the notice comes. */
async function aLatePayer() {
  const { id: classId } = await aClass({ seats: 1 })
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId, invoice: null })
  const notice = await noticeFor(me, orderId, { tradeNumber: `SB${(await getOrder(me, orderId)).order.number}` })
  const then = at(me, later(noon, minutes(30)))
  await expireOrders(asSystem(then.now))
  await placeOrder(at(await aTrainee(), then.now), { classId, invoice: null })
  return { me: then, classId, orderId, notice }
}

/** Somebody whose order is paid, and who pays it a second time at the sandbox bank. */
async function aDoublePayer() {
  const { id: classId } = await aClass()
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId, invoice: null })
  await payAtBank(me, orderId)
  await receivePayment(asSystem(), 'sandbox', await noticeFor(me, orderId, { tradeNumber: `first-${orderId}` }))
  await deliverNotice(me, orderId)
  return { me, classId, orderId, number: (await getOrder(me, orderId)).order.number }
}

describe('an order paid by two trade numbers', () => {
  test('stays paid, and the second payment is given back', async () => {
    const { orderId, classId, number } = await aDoublePayer()
    expect((await paymentsOf(orderId)).map(({ tradeNumber }) => tradeNumber).sort()).toEqual([`SB${number}`, `first-${orderId}`])
    const [refund, ...more] = await refundsOf(orderId)
    expect([await statusOf(orderId), refund, more]).toMatchObject(['paid', { status: 'requested', tradeNumber: `SB${number}` }, []])
    expect(await jobsWith('payments.refund', { refundId: refund!.key.refundId })).toHaveLength(1)
    await makeRefund(asSystem(), refund!.key)
    expect([await statusOf(orderId), (await refundsOf(orderId))[0]!.status, await seatsTaken(classId)]).toEqual(['paid', 'done', 1])
  })

  test('asks for one refund, however often the second notice comes', async () => {
    const { me, orderId } = await aDoublePayer()
    await Promise.all([1, 2, 3].map(() => deliverNotice(me, orderId)))
    expect(await refundsOf(orderId)).toHaveLength(1)
  })
})

describe('a refund', () => {
  test('made at the bank ends the order that has no seat any more', async () => {
    const { me, classId, orderId, notice } = await aLatePayer()
    await receivePayment(asSystem(me.now), 'sandbox', notice)
    expect(await statusOf(orderId)).toBe('refunding')
    await sandboxHolds(orderId, notice)
    const [{ key }] = (await refundsOf(orderId)) as [{ key: { traineeId: string; refundId: string } }]
    await makeRefund(asSystem(later(me.now, 1000)), key)
    const { order } = await getOrder(me, orderId)
    expect([order.status, order.endedAt, await seatsTaken(classId)]).toEqual(['refunded', later(me.now, 1000), 1])
  })

  test('made ten times at once is made once', async () => {
    const { orderId, number } = await aDoublePayer()
    const [refund] = await refundsOf(orderId)
    await Promise.all(Array.from({ length: 10 }, () => makeRefund(asSystem(), refund!.key)))
    expect(await refundsOf(orderId)).toMatchObject([{ status: 'done' }])
    expect(await sandbox.query(asSystem(), number)).toMatchObject({ state: 'paid' })
  })

  test('that the bank refuses stays requested, to be tried again', async () => {
    const { me, orderId, notice } = await aLatePayer()
    await receivePayment(asSystem(me.now), 'sandbox', notice)
    const [refund] = await refundsOf(orderId)
    await expect(makeRefund(asSystem(), refund!.key)).rejects.toThrow('the bank knows no payment')
    expect([await statusOf(orderId), (await refundsOf(orderId))[0]!.status]).toEqual(['refunding', 'requested'])
  })

  test('nobody asked for is not made', async () => {
    const { me, orderId } = await aDoublePayer()
    await expect(makeRefund(asSystem(), { traineeId: me.actor.id, refundId: orderId })).rejects.toThrow('no refund')
  })

  test('is not made under another name', async () => {
    const { orderId } = await aDoublePayer()
    const [refund] = await refundsOf(orderId)
    const other = await aTrainee()
    await expect(makeRefund(asSystem(), { ...refund!.key, traineeId: other.actor.id })).rejects.toThrow('no refund')
    expect((await refundsOf(orderId))[0]!.status).toBe('requested')
  })
})
