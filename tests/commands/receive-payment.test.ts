import { describe, expect, test } from 'vitest'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder, listMyOffers } from '@/lib/checkout/queries'
import { PaymentMismatch, receivePayment } from '@/lib/checkout/receive-payment'
import { startPayment } from '@/lib/checkout/start-payment'
import { sandbox } from '@/lib/payments/gateways/sandbox'
import { signMessage } from '@/lib/sandbox-bank/message'
import { payTrade } from '@/lib/sandbox-bank/trades'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'
import { bankStates, chargesOf, deliverNotice, noticeFor, payAtBank } from '../support/bank'
import { enrollmentsOf, paymentsOf, recordsOf, seatsTaken, statusOf } from '../support/books'
import { outcome } from '../support/outcome'
import { jobsWith } from '../support/queue'
import { aClass, asSystem, aTrainee, at, noon } from '../support/world'

/** A trainee with an order that waits to be paid. */
async function aBuyer() {
  const { id: classId } = await aClass()
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId, invoice: null })
  return { me, classId, orderId }
}

/** Begins to pay. @returns what the bank's page needs */
async function goToPay(me: Ctx<Trainee>, orderId: string, method = 'sandbox.wechat') {
  const page = new URL(await startPayment(me, { orderId, method }), 'http://portal')
  return { number: page.pathname.split('/').at(-1)!, token: page.searchParams.get('token')! }
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
  ['a charge nobody began', { chargeNumber: '20260618000000000001' }],
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
  test('asks for the price of the order, once for each method, however often the trainee begins to pay', async () => {
    const { me, orderId } = await aBuyer()
    const begin = (method: string) => startPayment(me, { orderId, method })
    const first = await begin('sandbox.wechat')
    const other = await begin('sandbox.bank')
    expect([await begin('sandbox.wechat'), await begin('sandbox.bank')]).toEqual([first, other])
    const { number } = (await getOrder(me, orderId)).order
    expect(first).toMatch(new RegExp(`^/bank/${number}01\\?token=`))
    expect(other).toMatch(new RegExp(`^/bank/${number}02\\?token=`))
    expect((await chargesOf(me, orderId)).map(({ amountFen, status }) => [amountFen, status])).toEqual([
      [12_000, 'open'],
      [12_000, 'open'],
    ])
  })

  test('begun twenty times at once is one charge', async () => {
    const { me, orderId } = await aBuyer()
    const pages = await Promise.all(Array.from({ length: 20 }, () => startPayment(me, { orderId, method: 'sandbox.wechat' })))
    expect([new Set(pages).size, (await chargesOf(me, orderId)).length]).toEqual([1, 1])
  })

  test.each([
    ['once', 1],
    ['twice', 2],
    ['never', 0],
  ] as const)('sends its notice %s', async (manner, jobs) => {
    const { me, orderId } = await aBuyer()
    const { number, token } = await goToPay(me, orderId)
    for (const _press of [1, 2]) await payTrade(me, number, token, manner)
    expect(await jobsWith('sandbox.notify', { orderNumber: number })).toHaveLength(jobs)
  })

  test('may refuse to pay: nothing is taken, and another method works', async () => {
    const { me, orderId } = await aBuyer()
    expect(await outcome(payAtBank(me, orderId, 'fail'))).toBe('bank_declined')
    expect([await bankStates(me, orderId), await statusOf(orderId)]).toEqual([['open'], 'pending'])
    const { number, token } = await goToPay(me, orderId, 'sandbox.alipay')
    await payTrade(me, number, token, 'once')
    await confirmPayment(me, orderId)
    const { order, payment } = await getOrder(me, orderId)
    expect([order.status, payment?.method, await paymentsOf(orderId)]).toMatchObject(['paid', 'alipay', { length: 1 }])
  })

  test('takes no money when the order’s half hour is over, nor for a page that was not opened from the order', async () => {
    const { me, orderId } = await aBuyer()
    const { number, token } = await goToPay(me, orderId)
    const late = at(me, later(noon, minutes(30)))
    expect(await outcome(startPayment(late, { orderId, method: 'sandbox.wechat' }))).toBe('order_expired')
    expect(await outcome(payTrade(late, number, token, 'once'))).toBe('done')
    expect(await outcome(payTrade(me, number, `${token}x`, 'once'))).toBe('not found')
    expect(await bankStates(me, orderId)).toEqual(['open'])
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
    const { orderNumber: chargeNumber, ...rest } = notice
    for (const heard of [noon, later(noon, minutes(5) - 1)])
      expect(read(signMessage(body, noon), body, heard)).toEqual({ chargeNumber, ...rest })
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
