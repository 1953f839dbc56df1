import { describe, expect, test } from 'vitest'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { sandbox } from '@/lib/checkout/gateways/sandbox'
import { payTrade } from '@/lib/checkout/gateways/sandbox-bank'
import { signMessage } from '@/lib/checkout/gateways/sandbox-message'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder, listMyOffers } from '@/lib/checkout/queries'
import { PaymentMismatch, receivePayment } from '@/lib/checkout/receive-payment'
import { startPayment } from '@/lib/checkout/start-payment'
import { later, minutes } from '@/lib/shared/time'
import { deliverNotice, payAtBank } from '../support/bank'
import { enrollmentsOf, paymentsOf, recordsOf, seatsTaken, statusOf } from '../support/books'
import { noticeFor } from '../support/learners'
import { outcome } from '../support/outcome'
import { jobsWith } from '../support/queue'
import { aClass, asSystem, aTrainee, at, noon } from '../support/world'

/** A trainee with an order that waits to be paid. */
async function aBuyer() {
  const { id: classId } = await aClass()
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId, invoice: null })
  const { order } = await getOrder(me, orderId)
  return { me, classId, orderId, number: order.number }
}

test('a paid order opens the class, and the offer says so', async () => {
  const { me, classId, orderId } = await aBuyer()
  await receivePayment(asSystem(), 'sandbox', await noticeFor(me, orderId))
  const { order, enrollmentStatus, payment } = await getOrder(me, orderId)
  expect([order.status, order.paidAt, enrollmentStatus]).toEqual(['paid', noon, 'active'])
  expect(payment).toMatchObject({ provider: 'sandbox', amountFen: 12_000, method: 'wechat' })
  const offer = (await listMyOffers(me)).find(({ id }) => id === classId)
  expect(offer).toMatchObject({ joinedHere: true, refusal: { code: 'already_enrolled' } })
})

test('a notice that comes ten times at once, and ten times more, is booked once', async () => {
  const { me, classId, orderId } = await aBuyer()
  const notice = await noticeFor(me, orderId)
  await Promise.all(Array.from({ length: 10 }, () => receivePayment(asSystem(), 'sandbox', notice)))
  for (let i = 0; i < 10; i++) await receivePayment(asSystem(later(noon, i * 1000)), 'sandbox', notice)
  expect(await paymentsOf(orderId)).toEqual([{ tradeNumber: notice.tradeNumber, amountFen: 12_000 }])
  expect(await seatsTaken(classId)).toBe(1)
  expect(await recordsOf(orderId)).toEqual(['order.pay', 'order.place', 'payment.receive'])
})

test.each([
  ['a fen less', { amountFen: 11_999 }],
  ['a fen more', { amountFen: 12_001 }],
  ['an order nobody placed', { orderNumber: '202606180000000000' }],
])('%s is booked nowhere, and the bank is told', async (_, change) => {
  const { me, orderId } = await aBuyer()
  const notice = { ...(await noticeFor(me, orderId)), ...change }
  await expect(receivePayment(asSystem(), 'sandbox', notice)).rejects.toBeInstanceOf(PaymentMismatch)
  expect(await statusOf(orderId)).toBe('pending')
  expect(await paymentsOf(orderId)).toEqual([])
  expect((await enrollmentsOf(me))[0]!.status).toBe('reserved')
})

describe('the order is fulfilled once', () => {
  test('when the notice comes before the trainee', async () => {
    const { me, orderId } = await aBuyer()
    await payAtBank(me, orderId)
    await deliverNotice(me, orderId)
    await confirmPayment(me, orderId)
    expect([await statusOf(orderId), await paymentsOf(orderId)]).toMatchObject(['paid', { length: 1 }])
  })

  test('when the trainee comes back and the notice never does', async () => {
    const { me, orderId } = await aBuyer()
    await confirmPayment(me, orderId)
    expect(await statusOf(orderId)).toBe('pending')
    await payAtBank(me, orderId)
    expect(await statusOf(orderId)).toBe('pending')
    await confirmPayment(me, orderId)
    expect([await statusOf(orderId), (await enrollmentsOf(me))[0]!.status]).toEqual(['paid', 'active'])
  })

  test('when both come at once', async () => {
    const { me, classId, orderId } = await aBuyer()
    await payAtBank(me, orderId)
    await Promise.all([deliverNotice(me, orderId), confirmPayment(me, orderId), confirmPayment(me, orderId), deliverNotice(me, orderId)])
    expect([await statusOf(orderId), await paymentsOf(orderId), await seatsTaken(classId)]).toMatchObject(['paid', { length: 1 }, 1])
  })
})

describe('the sandbox bank', () => {
  test('asks for the price of the order, once, however often the trainee begins to pay', async () => {
    const { me, orderId, number } = await aBuyer()
    const first = await startPayment(me, { orderId, method: 'sandbox.wechat' })
    expect(await startPayment(me, { orderId, method: 'sandbox.bank' })).toBe(first)
    expect(first).toMatch(new RegExp(`^/bank/${number}\\?token=`))
    expect(await sandbox.query(me, number)).toEqual({ state: 'open' })
  })

  test.each([
    ['once', 1],
    ['twice', 2],
    ['never', 0],
  ] as const)('sends its notice %s', async (manner, jobs) => {
    const { me, orderId, number } = await aBuyer()
    const page = await startPayment(me, { orderId, method: 'sandbox.wechat' })
    const token = page.split('token=')[1]!
    for (const _press of [1, 2]) await payTrade(me, number, token, manner)
    expect(await jobsWith('sandbox.notify', { orderNumber: number })).toHaveLength(jobs)
  })

  test('may refuse to pay: nothing is taken, and another method works', async () => {
    const { me, orderId, number } = await aBuyer()
    expect(await outcome(payAtBank(me, orderId, 'fail'))).toBe('bank_declined')
    expect([await sandbox.query(me, number), await statusOf(orderId)]).toEqual([{ state: 'open' }, 'pending'])
    const page = await startPayment(me, { orderId, method: 'sandbox.alipay' })
    await payTrade(me, number, page.split('token=')[1]!, 'once')
    await confirmPayment(me, orderId)
    const { order, payment } = await getOrder(me, orderId)
    expect([order.status, payment?.method, await paymentsOf(orderId)]).toMatchObject(['paid', 'alipay', { length: 1 }])
  })

  test('takes no money when the order’s half hour is over, nor for a page that was not opened from the order', async () => {
    const { me, orderId, number } = await aBuyer()
    const page = await startPayment(me, { orderId, method: 'sandbox.wechat' })
    const token = page.split('token=')[1]!
    const late = at(me, later(noon, minutes(30)))
    expect(await outcome(startPayment(late, { orderId, method: 'sandbox.wechat' }))).toBe('order_expired')
    expect(await outcome(payTrade(late, number, token, 'once'))).toBe('done')
    expect(await outcome(payTrade(me, number, `${token}x`, 'once'))).toBe('not found')
    expect(await sandbox.query(me, number)).toEqual({ state: 'open' })
    expect(await jobsWith('sandbox.notify', { orderNumber: number })).toEqual([])
  })

  test.each(['sandbox.gold', 'nobody.wechat', 'wechat', ''])('does not know the method %j', async (method) => {
    const { me, orderId } = await aBuyer()
    expect(await outcome(startPayment(me, { orderId, method }))).toBe('bank_unreachable')
  })

  test('has nothing to pay for an order that was paid', async () => {
    const { me, orderId } = await aBuyer()
    await receivePayment(asSystem(), 'sandbox', await noticeFor(me, orderId))
    expect(await outcome(startPayment(me, { orderId, method: 'sandbox.wechat' }))).toBe('order_not_pending')
  })
})

describe('a notice is believed', () => {
  const notice = { orderNumber: '202606180000000001', tradeNumber: 'SB1', amountFen: 12_000, method: 'wechat', paidAt: noon }
  const body = JSON.stringify(notice)
  const read = (headers: Record<string, string>, text = body, now = noon) => sandbox.readNotice(new Headers(headers), text, now)

  test('when the bank signed it, up to five minutes later', () => {
    expect(read(signMessage(body, noon))).toEqual(notice)
    expect(read(signMessage(body, noon), body, later(noon, minutes(5) - 1))).toEqual(notice)
  })

  test.each<[string, Record<string, string>, string?, Date?]>([
    ['with another amount', signMessage(body, noon), body.replace('12000', '1')],
    ['with a blank more', signMessage(body, noon), `${body} `],
    ['five minutes later', signMessage(body, noon), body, later(noon, minutes(5))],
    ['from the future', signMessage(body, later(noon, minutes(5))), body, noon],
    ['without headers', {}],
    ['without a signature', { ...signMessage(body, noon), 'bank-signature': '' }],
    ['with another nonce', { ...signMessage(body, noon), 'bank-nonce': 'ab' }],
    ['with a time that was moved', { ...signMessage(body, noon), 'bank-timestamp': String(noon.getTime() / 1000 + 60) }],
    ['with a time that is none', { ...signMessage(body, noon), 'bank-timestamp': 'now' }],
    ['signed, but for a negative amount', signMessage(body.replace('12000', '-12000'), noon), body.replace('12000', '-12000')],
    ['signed, but without an order', signMessage('{}', noon), '{}'],
  ])('not %s', (_, headers, text, now) => {
    expect(read(headers, text, now)).toBeNull()
  })
})
