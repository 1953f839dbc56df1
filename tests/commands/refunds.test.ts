import { describe, expect, test } from 'vitest'
import { listReturns } from '@/lib/checkout/desk-refunds'
import { expireOrders } from '@/lib/checkout/end-order'
import { makeRefund, recordReturn, retryRefund } from '@/lib/checkout/make-refund'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { later, minutes } from '@/lib/shared/time'
import { aCharge, bankStates, deliverNotice, noticeFor, payAtBank, payTooLate } from '../support/bank'
import { paymentsOf, recordsOf, refundsOf, seatsTaken, statusOf } from '../support/books'
import { outcome } from '../support/outcome'
import { jobsWith } from '../support/queue'
import { aStaff } from '../support/staff'
import { aClass, asSystem, aTrainee, at, noon } from '../support/world'

/** Somebody whose order expired, whose seat somebody else has taken, and who then pays all the same. */
async function aLatePayer() {
  const { id: classId } = await aClass({ seats: 1 })
  const early = await aTrainee()
  const orderId = await placeOrder(early, { classId, invoice: null })
  const me = at(early, later(noon, minutes(30)))
  await expireOrders(asSystem(me.now))
  await placeOrder(at(await aTrainee(), me.now), { classId, invoice: null })
  return { me, classId, orderId }
}

/** Somebody whose order is paid, and who pays it a second time at the sandbox bank. */
async function aDoublePayer() {
  const { id: classId } = await aClass()
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId, invoice: null })
  await payAtBank(me, orderId)
  await receivePayment(asSystem(), 'sandbox', await noticeFor(me, orderId, { tradeNumber: `first-${orderId}` }))
  await deliverNotice(me, orderId)
  return { me, classId, orderId, number: (await aCharge(me, orderId)).number }
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
    const { me, classId, orderId } = await aLatePayer()
    await payTooLate(me, orderId)
    await deliverNotice(me, orderId)
    const [refund] = await refundsOf(orderId)
    expect([await statusOf(orderId), refund!.status]).toEqual(['refunding', 'requested'])
    const soon = later(me.now, 1000)
    await makeRefund(asSystem(soon), refund!.key)
    const { order } = await getOrder(me, orderId)
    expect([order.status, order.endedAt, (await refundsOf(orderId))[0]!.status]).toEqual(['refunded', soon, 'done'])
    expect(await seatsTaken(classId)).toBe(1)
  })

  test('made ten times at once is made once', async () => {
    const { me, orderId } = await aDoublePayer()
    const [refund] = await refundsOf(orderId)
    await Promise.all(Array.from({ length: 10 }, () => makeRefund(asSystem(), refund!.key)))
    expect(await refundsOf(orderId)).toMatchObject([{ status: 'done' }])
    expect((await recordsOf(orderId)).filter((action) => action === 'refund.done')).toHaveLength(1)
    expect(await bankStates(me, orderId)).toEqual(['paid'])
  })

  test('that the bank refuses waits for finance, with the bank’s words, and can be asked for again', async () => {
    const { me, orderId } = await aLatePayer()
    await receivePayment(asSystem(me.now), 'sandbox', await noticeFor(me, orderId, { tradeNumber: `unknown-${orderId}` }))
    const [refund] = await refundsOf(orderId)
    await makeRefund(asSystem(), refund!.key)
    expect([await statusOf(orderId), (await refundsOf(orderId))[0]!.status]).toEqual(['refunding', 'failed'])
    const clerk = aStaff('finance')
    const { rows } = await listReturns(clerk, { q: '', page: 1, sort: '', filters: {} })
    expect(rows.find(({ id }) => id === refund!.key.refundId)).toMatchObject({ problem: '原交易不存在或未支付', byHand: true })
    await makeRefund(asSystem(), refund!.key) // nothing more is asked of the bank by itself
    await retryRefund(clerk, refund!.key)
    expect(await outcome(retryRefund(clerk, refund!.key))).toBe('refund_not_failed')
    expect((await refundsOf(orderId))[0]!.status).toBe('requested')
    await makeRefund(asSystem(), refund!.key)
    await recordReturn(clerk, { ...refund!.key, reference: '20260618007' })
    expect([await statusOf(orderId), (await refundsOf(orderId))[0]!.status]).toEqual(['refunded', 'done'])
  })

  test('nobody asked for is not made', async () => {
    const { me, orderId } = await aDoublePayer()
    await expect(makeRefund(asSystem(), { buyerId: me.actor.id, refundId: orderId })).rejects.toThrow('no refund')
  })

  test('is not made under another name', async () => {
    const { orderId } = await aDoublePayer()
    const [refund] = await refundsOf(orderId)
    const other = await aTrainee()
    await expect(makeRefund(asSystem(), { ...refund!.key, buyerId: other.actor.id })).rejects.toThrow('no refund')
    expect((await refundsOf(orderId))[0]!.status).toBe('requested')
  })
})
