import type { Server } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { makeRefund, watchRefunds } from '@/lib/checkout/make-refund'
import { getBridge, getScan } from '@/lib/checkout/shown-charge'
import { payAsKnown, startPayment } from '@/lib/checkout/start-payment'
import { waysToPay } from '@/lib/checkout/ways-to-pay'
import { checkGateways } from '@/lib/payments/check-gateways'
import { gatewayOf } from '@/lib/payments/gateways/registry'
import { reconcileDay } from '@/lib/reconciliation/reconcile-day'
import type { Env } from '@/lib/shared/env'
import { days, formatDay, later, minutes } from '@/lib/shared/time'
import { readWechatpay } from '@/lib/shared/wechatpay-settings'
import { bankNotice, chargesOf } from '../support/bank'
import { addsUp, differencesOf } from '../support/bills'
import { paymentsOf, refundsOf, statusOf } from '../support/books'
import { aBuyerToday, type BuyerToday } from '../support/buyer-today'
import { openNoticeLine } from '../support/notice-line'
import { outcome } from '../support/outcome'
import { aClerk, approve, ask } from '../support/refunding'
import { WechatpayStandIn } from '../support/wechatpay-stand-in'
import { asSystem, aTrainee, at } from '../support/world'

/** APIv3 over the wire, against a stand-in that verifies and signs. */

const change = vi.hoisted(() => ({ env: {} as Partial<Env> }))
vi.mock('@/lib/shared/env', async (original) => {
  const real = await original<typeof import('@/lib/shared/env')>()
  return { ...real, env: () => ({ ...real.env(), ...change.env }) }
})

let standIn: WechatpayStandIn
let portal: { origin: string; server: Server }
const now = new Date()

beforeAll(async () => {
  standIn = await new WechatpayStandIn().open()
  portal = await openNoticeLine()
})
beforeEach(() => {
  change.env = { mode: 'production', appUrl: portal.origin, wechatpay: readWechatpay(standIn.settings(), now) }
})
afterEach(() => {
  standIn.manner = 'well'
})
afterAll(async () => {
  await standIn.close()
  await new Promise((resolve) => portal.server.close(resolve))
})

const aBuyer = () => aBuyerToday(now)

/** Goes to pay. @returns our number */
async function begun({ me, orderId }: BuyerToday, method = 'native'): Promise<string> {
  await startPayment(me, { orderId, method: `wechatpay.${method}` })
  return (await chargesOf(me, orderId))[0]!.number
}

describe('paying', () => {
  test('by a code: it is shown as long as it can be paid, and scanned it opens the class', async () => {
    const { me, orderId } = await aBuyer()
    expect(await startPayment(me, { orderId, method: 'wechatpay.native' })).toBe(`/orders/${orderId}/scan`)
    expect(await startPayment(me, { orderId, method: 'wechatpay.native' })).toBe(`/orders/${orderId}/scan`)
    const { number } = (await chargesOf(me, orderId))[0]!
    expect(await getScan(me, orderId)).toMatchObject({ code: `weixin://wxpay/bizpayurl?pr=${number}`, amountFen: 12_000, by: '微信支付' })
    expect(await getScan(at(await aTrainee(), now), orderId)).toBeNull()
    await standIn.pay(number)
    expect([await statusOf(orderId), await getScan(me, orderId)]).toEqual(['paid', null])
  })

  test('in a phone’s browser, which comes back to the order', async () => {
    const { me, orderId } = await aBuyer()
    const address = new URL(await startPayment(me, { orderId, method: 'wechatpay.h5' }))
    expect([address.origin, address.searchParams.get('redirect_url')]).toEqual([
      standIn.origin,
      `${portal.origin}/orders/${orderId}?from=bank`,
    ])
    expect(await (await fetch(address)).text()).toContain('立即支付')
  })

  test('an address that is gone after five minutes is another one at the next press, of the same charge', async () => {
    const { me, orderId } = await aBuyer()
    const before = standIn.asked.length
    await begun({ me, orderId }, 'h5')
    await begun({ me, orderId }, 'h5')
    expect([standIn.asked.length - before, (await chargesOf(me, orderId)).length]).toEqual([2, 1])
  })

  test('the notice ten times at once and ten times more is booked once, and answered 204', async () => {
    const buyer = await aBuyer()
    const number = await begun(buyer)
    await standIn.pay(number, false)
    expect(await Promise.all(Array.from({ length: 10 }, () => standIn.tell(number)))).toEqual(Array(10).fill(204))
    for (let i = 0; i < 10; i++) expect(await standIn.tell(number)).toBe(204)
    expect(await paymentsOf(buyer.orderId)).toHaveLength(1)
  })

  test('no notice at all: a page that looks every few seconds asks sparingly, and finds it paid', async () => {
    const { me, orderId } = await aBuyer()
    const number = await begun({ me, orderId })
    expect(await confirmPayment(me, orderId, minutes(1))).toBe(false)
    await standIn.pay(number, false)
    expect(await confirmPayment(at(me, later(now, 1000)), orderId, minutes(1))).toBe(false) // not asked again yet
    expect(await confirmPayment(at(me, later(now, minutes(1))), orderId, minutes(1))).toBe(true)
    expect(await statusOf(orderId)).toBe('paid')
  })
})

describe('a notice is believed', () => {
  const read = ({ headers, body }: ReturnType<WechatpayStandIn['notice']>) =>
    gatewayOf('wechatpay')!.readNotice(new Headers(headers), body, now)
  const seconds = () => Math.floor(Date.now() / 1000)
  const liars: [string, (number: string) => ReturnType<WechatpayStandIn['notice']>][] = [
    ['signed by another', (n) => standIn.notice(n, {}, { otherKey: true })],
    ['signed with a key that nobody named', (n) => standIn.notice(n, {}, { serial: 'PUB_KEY_ID_9' })],
    ['of six minutes ago', (n) => standIn.notice(n, {}, { at: seconds() - 360 })],
    ['of the future', (n) => standIn.notice(n, {}, { at: seconds() + 360 })],
    ['with a byte changed', (n) => ({ ...standIn.notice(n), body: standIn.notice(n).body.replace('TRANSACTION', 'transaction') })],
    ['for another merchant', (n) => standIn.notice(n, { mchid: '1900000002' })],
    ['for another application', (n) => standIn.notice(n, { appid: 'wx0000000000000002' })],
    ['in another currency', (n) => standIn.notice(n, { amount: { total: 12_000, currency: 'USD' } })],
    ['without headers', (n) => ({ ...standIn.notice(n), headers: {} })],
  ]
  test.each(liars)('not %s', async (_, made) => {
    const number = await begun(await aBuyer())
    await standIn.pay(number, false)
    expect(read(standIn.notice(number))).toMatchObject({ chargeNumber: number, amountFen: 12_000 })
    expect(read(made(number))).toBeNull()
  })

  test('that is right but of another amount is booked nowhere, and may come again', async () => {
    const buyer = await aBuyer()
    const number = await begun(buyer)
    await standIn.pay(number, false)
    expect(await standIn.tell(number, { amount: { total: 1, currency: 'CNY' } })).toBe(400)
    expect([await statusOf(buyer.orderId), await paymentsOf(buyer.orderId)]).toEqual(['pending', []])
  })

  test('that tells of a refund is answered and changes nothing', async () => {
    const number = await begun(await aBuyer())
    expect(await standIn.tell(number, {}, { event: 'REFUND.SUCCESS' })).toBe(204)
  })
})

describe('closing', () => {
  test('an order that expires is closed there', async () => {
    const buyer = await aBuyer()
    const number = await begun(buyer)
    await expireOrders(asSystem(later(now, minutes(30))))
    expect([await statusOf(buyer.orderId), standIn.trades.get(number)!.state]).toEqual(['expired', 'CLOSED'])
  })

  test('one that was paid a moment ago is found paid', async () => {
    const buyer = await aBuyer()
    await standIn.pay(await begun(buyer), false)
    expect(await outcome(cancelOrder(buyer.me, buyer.orderId))).toBe('order_not_pending')
    expect(await statusOf(buyer.orderId)).toBe('paid')
  })

  test.each(['broken', 'busy', 'unsigned', 'another key', 'late clock'] as const)(
    'while 微信支付 is %s nothing is given up',
    async (manner) => {
      const buyer = await aBuyer()
      await begun(buyer)
      standIn.manner = manner
      expect(await outcome(cancelOrder(buyer.me, buyer.orderId))).toBe('bank_unreachable')
      expect(await statusOf(buyer.orderId)).toBe('pending')
    },
  )
})

describe('a refund', () => {
  async function owed() {
    const buyer = await aBuyer()
    const number = await begun(buyer)
    await standIn.pay(number)
    await approve(buyer.me, await ask(buyer.me, buyer.orderId), aClerk('finance', now))
    return { ...buyer, number, key: (await refundsOf(buyer.orderId))[0]!.key }
  }
  const backAt = (number: string) => [...standIn.trades.get(number)!.refunds.values()].map(({ amount }) => amount)

  test('goes back once, however often it is made', async () => {
    const { orderId, number, key } = await owed()
    await Promise.all([1, 2, 3].map(() => makeRefund(asSystem(now), key)))
    expect([await statusOf(orderId), backAt(number)]).toEqual(['refunded', [12_000]])
  })

  test('that is accepted is asked about until it arrived', async () => {
    const { orderId, key } = await owed()
    standIn.manner = 'refund later'
    await makeRefund(asSystem(now), key)
    expect((await refundsOf(orderId))[0]!.status).toBe('accepted')
    standIn.manner = 'well'
    await watchRefunds(asSystem(later(now, minutes(6))))
    expect(await statusOf(orderId)).toBe('refunded')
  })

  test.each([
    ['no balance', '基本账户余额不足（NOT_ENOUGH）'],
    ['refund abnormal', '退款异常，付款人的账户收不到款，请到商户平台处理（ABNORMAL）'],
  ] as const)('that comes to nothing waits for finance with its words: %s', async (manner, problem) => {
    const { orderId, key } = await owed()
    standIn.manner = manner
    await makeRefund(asSystem(now), key)
    expect(await refundsOf(orderId)).toMatchObject([{ status: 'failed', problem }])
  })
})

test('at the start: a clock that is off is said, and a gateway that cannot be reached', async () => {
  expect(await checkGateways(() => new Date())).toEqual([])
  expect(await checkGateways(() => later(new Date(), minutes(10)))).toEqual([
    expect.stringMatching(/^the clock of this machine is (59|60)\d seconds off that of wechatpay/),
  ])
  const closed = { ...standIn.settings(), WECHATPAY_GATEWAY: 'http://127.0.0.1:9' }
  change.env.wechatpay = readWechatpay(closed, now)
  expect(await checkGateways(() => new Date())).toEqual([expect.stringContaining('wechatpay cannot be reached from this machine')])
})

test('nothing of it is at the demo’s bank', async () => {
  const buyer = await aBuyer()
  await begun(buyer)
  expect(await bankNotice(buyer.me, buyer.orderId)).toBeNull()
})

describe('对账 by the bill of the day', () => {
  test('the file is the one whose sum was signed; its refunds are matched, unknown lines and missing ones stand as differences', async () => {
    const [heard, back] = [await aBuyer(), await aBuyer()]
    const [first, second] = [await begun(heard), await begun(back)]
    for (const number of [first, second]) await standIn.pay(number)
    await approve(back.me, await ask(back.me, back.orderId), aClerk('finance', now))
    const [refund] = await refundsOf(back.orderId)
    await makeRefund(asSystem(new Date()), refund!.key)
    const { paidAt } = standIn.trades.get(first)!
    const day = { provider: 'wechatpay', day: formatDay(new Date(paidAt!)) }
    const morning = asSystem(later(new Date(`${day.day}T10:30:00+08:00`), days(1)))
    standIn.elsewhere.push({ id: '4200SHOP', number: 'SHOP-1', state: 'SUCCESS', fen: 3580, at: paidAt! })
    standIn.unbilled.add(first)

    for (const manner of ['bill cut off', 'another bill', 'unsigned'] as const) {
      standIn.manner = manner
      await expect(reconcileDay(morning, day)).rejects.toThrow()
    }
    standIn.manner = 'well'
    expect(await reconcileDay(asSystem(later(morning.now, -minutes(60))), day)).toBeNull() // not yet ten o'clock
    await reconcileDay(morning, day)
    const found = (await differencesOf(day)).map(({ kind, tradeNumber, billFen, oursFen }) => [tradeNumber, kind, billFen, oursFen])
    const [lacking, shop] = [standIn.trades.get(first)!.id, '4200SHOP']
    expect(found.filter(([trade]) => trade === lacking || trade === shop)).toEqual([
      [shop, 'unknown_payment', 3580, null],
      [lacking, 'missing_payment', null, 12_000],
    ])
    expect(found.map(([trade]) => trade)).not.toContain(refund!.tradeNumber)
    await addsUp(day)
    expect(await gatewayOf('wechatpay')!.bill('2026-01-02', AbortSignal.timeout(5000))).toBeNull()
  })
})

describe('inside WeChat', () => {
  /** Goes to pay, and is sent back from where WeChat knows who they are. @returns the code and the state they come with */
  async function sentBack({ me, orderId }: BuyerToday) {
    const away = await startPayment(me, { orderId, method: 'wechatpay.jsapi' })
    expect(away.startsWith(`${standIn.origin}/connect/oauth2/authorize?`)).toBe(true)
    const back = new URL((await fetch(away, { redirect: 'manual' })).headers.get('location')!)
    expect(back.origin + back.pathname).toBe(`${portal.origin}/orders/${orderId}/identify`)
    return { orderId, code: back.searchParams.get('code')!, state: back.searchParams.get('state')! }
  }

  test('who pays is found out first; then WeChat’s own window takes what we sign, and the class is open', async () => {
    const buyer = await aBuyer()
    const come = await sentBack(buyer)
    expect(await chargesOf(buyer.me, buyer.orderId)).toEqual([]) // nobody is charged before
    expect(await payAsKnown(buyer.me, come)).toBe(`/orders/${buyer.orderId}/wechat`)
    const { request } = (await getBridge(buyer.me, buyer.orderId))!
    expect(await standIn.window({ ...request, package: `${request.package}0` })).toMatch(/:fail$/)
    expect(await standIn.window(request, false)).toMatch(/:cancel$/)
    expect(await statusOf(buyer.orderId)).toBe('pending')
    expect(await standIn.window((await getBridge(buyer.me, buyer.orderId))!.request)).toMatch(/:ok$/)
    expect(await statusOf(buyer.orderId)).toBe('paid')
    expect(await getBridge(buyer.me, buyer.orderId)).toBeNull()
  })

  test('a code that was used, another’s state, another’s order: nobody is charged', async () => {
    const [one, other] = [await aBuyer(), await aBuyer()]
    const come = await sentBack(one)
    expect(await outcome(payAsKnown(other.me, come))).toBe('not found')
    expect(await outcome(payAsKnown(one.me, { ...come, orderId: other.orderId }))).toBe('not found')
    expect(await outcome(payAsKnown(one.me, { ...come, state: '' }))).toBe('not found')
    await payAsKnown(one.me, come)
    expect(await outcome(payAsKnown(one.me, come))).toBe('payer_unknown')
    expect(await chargesOf(other.me, other.orderId)).toEqual([])
    expect(await chargesOf(one.me, one.orderId)).toHaveLength(1)
  })

  test('nobody is sent away from an order that has ended', async () => {
    const { me, orderId } = await aBuyer()
    const come = await sentBack({ me, orderId })
    await cancelOrder(me, orderId)
    expect(await outcome(startPayment(me, { orderId, method: 'wechatpay.jsapi' }))).toBe('order_not_pending')
    expect(await outcome(payAsKnown(me, come))).toBe('order_not_pending')
  })

  test.each([
    ['with the secret of the account: inside WeChat that way alone', true, ['wechatpay.jsapi']],
    ['without: the page for phones, to be opened outside', false, ['wechatpay.h5']],
  ])('%s', (_, secret, ways) => {
    const { WECHATPAY_APP_SECRET, ...without } = standIn.settings()
    change.env = { ...change.env, wechatpay: readWechatpay(secret ? { ...without, WECHATPAY_APP_SECRET } : without, now) }
    expect(waysToPay('trainee', 'wechat').map(({ id }) => id)).toEqual(ways)
    expect(waysToPay('trainee', 'phone').map(({ id }) => id)).toEqual(['wechatpay.h5'])
    expect(waysToPay('trainee', 'desktop').map(({ id }) => id)).toEqual(['wechatpay.native'])
  })
})
