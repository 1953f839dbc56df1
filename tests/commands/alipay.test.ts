import type { Server } from 'node:http'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { bills } from '@/db/schema/bills'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { makeRefund, watchRefunds } from '@/lib/checkout/make-refund'
import { startPayment } from '@/lib/checkout/start-payment'
import { waysToPay } from '@/lib/checkout/ways-to-pay'
import { gatewayOf } from '@/lib/payments/gateways/registry'
import { reconcileDay } from '@/lib/reconciliation/reconcile-day'
import { readAlipay } from '@/lib/shared/alipay-settings'
import type { Env } from '@/lib/shared/env'
import { days, later, minutes } from '@/lib/shared/time'
import { AlipayStandIn } from '../support/alipay-stand-in'
import { chargesOf } from '../support/bank'
import { addsUp, differencesOf } from '../support/bills'
import { paymentsOf, refundsOf, statusOf } from '../support/books'
import { aBuyerToday, type BuyerToday } from '../support/buyer-today'
import { openNoticeLine } from '../support/notice-line'
import { outcome } from '../support/outcome'
import { aClerk, approve, ask } from '../support/refunding'
import { asSystem } from '../support/world'

/** The real library of 支付宝 over the wire, against a stand-in that verifies and signs. */

const change = vi.hoisted(() => ({ env: {} as Partial<Env> }))
vi.mock('@/lib/shared/env', async (original) => {
  const real = await original<typeof import('@/lib/shared/env')>()
  return { ...real, env: () => ({ ...real.env(), ...change.env }) }
})

let standIn: AlipayStandIn
let portal: { origin: string; server: Server }
const now = new Date()

beforeAll(async () => {
  standIn = await new AlipayStandIn().open()
  portal = await openNoticeLine()
})
beforeEach(() => {
  change.env = { mode: 'production', appUrl: portal.origin, alipay: readAlipay(standIn.settings(), now) }
})
afterEach(() => {
  standIn.manner = 'well'
})
afterAll(async () => {
  await standIn.close()
  await new Promise((resolve) => portal.server.close(resolve))
})

const aBuyer = () => aBuyerToday(now)

/** Goes to 支付宝's page, signs in there, and pays unless told otherwise. @returns our number */
async function atAlipay({ me, orderId }: BuyerToday, { pays = true, tells = true, method = 'page' } = {}): Promise<string> {
  const address = await startPayment(me, { orderId, method: `alipay.${method}` })
  const page = await fetch(address)
  expect(await page.text()).toContain('确认付款')
  const { number } = (await chargesOf(me, orderId))[0]!
  if (pays) await standIn.pay(number, tells)
  return number
}

describe('paying', () => {
  test.each(['page', 'wap'])('by alipay.trade.%s.pay: the notice opens the class', async (method) => {
    const buyer = await aBuyer()
    await atAlipay(buyer, { method })
    expect(await statusOf(buyer.orderId)).toBe('paid')
    expect(await paymentsOf(buyer.orderId)).toMatchObject([{ amountFen: 12_000 }])
  })

  test('each kind of device is offered the page for it', () => {
    for (const [device, id] of [
      ['desktop', 'alipay.page'],
      ['phone', 'alipay.wap'],
      ['wechat', 'alipay.wap'], // which the page says to leave first
    ] as const)
      expect(waysToPay('trainee', device).map((way) => way.id)).toEqual([id])
  })

  test('the notice ten times, and once more an hour later, is booked once and answered success', async () => {
    const buyer = await aBuyer()
    const number = await atAlipay(buyer, { tells: false })
    expect(await Promise.all(Array.from({ length: 10 }, () => standIn.tell(number)))).toEqual(Array(10).fill('success'))
    expect(await standIn.tell(number, { trade_status: 'TRADE_FINISHED' })).toBe('success')
    expect(await paymentsOf(buyer.orderId)).toHaveLength(1)
  })

  test('no notice at all: whoever comes back is asked about', async () => {
    const buyer = await aBuyer()
    await atAlipay(buyer, { tells: false })
    expect(await statusOf(buyer.orderId)).toBe('pending')
    expect(await confirmPayment(buyer.me, buyer.orderId)).toBe(true)
    expect(await statusOf(buyer.orderId)).toBe('paid')
  })

  test('the page is signed for the time in Beijing, whatever the clock of the machine says', async () => {
    const before = process.env.TZ
    for (const zone of ['UTC', 'America/New_York', 'Asia/Shanghai']) {
      process.env.TZ = zone
      await atAlipay(await aBuyer())
    }
    process.env.TZ = before
  })
})

test('with certificates in place of bare keys', async () => {
  const other = await new AlipayStandIn(true).open()
  change.env.alipay = readAlipay(other.settings(), now)
  const { me, orderId } = await aBuyer()
  await fetch(await startPayment(me, { orderId, method: 'alipay.page' }))
  await other.pay((await chargesOf(me, orderId))[0]!.number)
  expect(await statusOf(orderId)).toBe('paid')
  await other.close()
})

describe('a notice is believed', () => {
  const send = async (body: string) => {
    const gateway = gatewayOf('alipay')!
    return gateway.readNotice(new Headers(), body, now)
  }
  const liars: [string, (number: string) => string][] = [
    ['with another amount', (n) => standIn.notice(n).replace('total_amount=120.00', 'total_amount=0.01')],
    ['for another application', (n) => standIn.notice(n, { app_id: '2021000000000002' })],
    ['for another merchant', (n) => standIn.notice(n, { seller_id: '2088000000000002' })],
    ['signed with SHA-1', (n) => standIn.notice(n, {}, 'RSA-SHA1')],
    ['signed with SHA-1, and called RSA2', (n) => standIn.notice(n, {}, 'RSA-SHA1').replace('sign_type=RSA', 'sign_type=RSA2')],
    ['without a signature', (n) => standIn.notice(n).replace(/&sign=[^&]*/, '')],
    ['whose signature was changed', (n) => standIn.notice(n).replace(/&sign=...../, '&sign=AAAAA')],
    ['without a number', (n) => standIn.notice(n, { out_trade_no: '' })],
    ['with an amount that is none', (n) => standIn.notice(n, { total_amount: '1e3' })],
  ]
  test.each(liars)('not %s', async (_, made) => {
    const buyer = await aBuyer()
    const number = await atAlipay(buyer, { tells: false })
    expect(await send(standIn.notice(number))).toMatchObject({ chargeNumber: number, amountFen: 12_000 })
    expect(await send(made(number))).toBeNull()
  })

  test('that is right but of another amount than was asked for is booked nowhere, and may come again', async () => {
    const buyer = await aBuyer()
    const number = await atAlipay(buyer, { tells: false })
    expect(await standIn.tell(number, { total_amount: '0.01' })).toBe('fail')
    expect(await standIn.tell(number, { out_trade_no: '20260618000000000001' })).toBe('fail')
    expect([await statusOf(buyer.orderId), await paymentsOf(buyer.orderId)]).toEqual(['pending', []])
  })

  test.each(['WAIT_BUYER_PAY', 'TRADE_CLOSED'])('that tells of no money is answered and changes nothing: %s', async (trade_status) => {
    const buyer = await aBuyer()
    const number = await atAlipay(buyer, { pays: false })
    expect(await standIn.tell(number, { trade_status })).toBe('success')
    expect([await statusOf(buyer.orderId), await paymentsOf(buyer.orderId)]).toEqual(['pending', []])
  })
})

describe('closing', () => {
  test('an order that expires is closed there; a page that is still open takes no money', async () => {
    const buyer = await aBuyer()
    const address = await startPayment(buyer.me, { orderId: buyer.orderId, method: 'alipay.page' })
    await fetch(address)
    await expireOrders(asSystem(later(now, minutes(30))))
    expect(await statusOf(buyer.orderId)).toBe('expired')
    expect(await (await fetch(address)).text()).toContain('交易已关闭')
  })

  test('one whose payer never came is given up as well', async () => {
    const { me, orderId } = await aBuyer()
    await startPayment(me, { orderId, method: 'alipay.page' })
    await cancelOrder(me, orderId)
    expect([await statusOf(orderId), (await chargesOf(me, orderId))[0]!.status]).toEqual(['cancelled', 'closed'])
  })

  test('one that was paid a moment ago is found paid', async () => {
    const buyer = await aBuyer()
    await atAlipay(buyer, { tells: false })
    expect(await outcome(cancelOrder(buyer.me, buyer.orderId))).toBe('order_not_pending')
    expect(await statusOf(buyer.orderId)).toBe('paid')
  })

  test.each(['broken', 'busy', 'unsigned', 'another key'] as const)('while 支付宝 is %s nothing is given up', async (manner) => {
    const buyer = await aBuyer()
    await atAlipay(buyer, { pays: false })
    standIn.manner = manner
    expect(await outcome(cancelOrder(buyer.me, buyer.orderId))).toBe('bank_unreachable')
    await expireOrders(asSystem(later(now, minutes(31))))
    expect(await statusOf(buyer.orderId)).toBe('pending')
  })
})

describe('a refund', () => {
  async function owed() {
    const buyer = await aBuyer()
    const number = await atAlipay(buyer)
    await approve(buyer.me, await ask(buyer.me, buyer.orderId), aClerk('finance', now))
    return { ...buyer, number, key: (await refundsOf(buyer.orderId))[0]!.key }
  }
  const backAt = (number: string) => [...standIn.trades.get(number)!.refunds.values()].map(({ fen }) => fen)

  test('goes back once, however often it is made', async () => {
    const { orderId, number, key } = await owed()
    await Promise.all([1, 2, 3].map(() => makeRefund(asSystem(now), key)))
    await watchRefunds(asSystem(later(now, minutes(6))))
    expect([await statusOf(orderId), backAt(number)]).toEqual(['refunded', [12_000]])
  })

  test('that is accepted is asked about until it arrived', async () => {
    const { orderId, number, key } = await owed()
    standIn.manner = 'refund later'
    await makeRefund(asSystem(now), key)
    expect((await refundsOf(orderId))[0]!.status).toBe('accepted')
    await watchRefunds(asSystem(later(now, minutes(5))))
    expect((await refundsOf(orderId))[0]!.status).toBe('accepted')
    standIn.manner = 'well'
    await watchRefunds(asSystem(later(now, minutes(11))))
    expect([await statusOf(orderId), backAt(number)]).toEqual(['refunded', [12_000]])
  })

  test('that 支付宝 turns down waits for finance with its words', async () => {
    const { orderId, key } = await owed()
    standIn.manner = 'no balance'
    await makeRefund(asSystem(now), key)
    expect(await refundsOf(orderId)).toMatchObject([
      { status: 'failed', problem: '商户的支付宝账户中无足够的资金进行撤销（ACQ.SELLER_BALANCE_NOT_ENOUGH）' },
    ])
  })

  test('of which nobody knows whether it was heard stays owed', async () => {
    const { orderId, key } = await owed()
    standIn.manner = 'busy'
    await expect(makeRefund(asSystem(now), key)).rejects.toThrow('alipay refund')
    expect((await refundsOf(orderId))[0]!.status).toBe('requested')
  })
})

describe('对账 by the bill of the day', () => {
  test('a zip file in GB 18030 is fetched and read; what was never heard of is asked for, what is unknown stands as a difference', async () => {
    const [silent, back] = [await aBuyer(), await aBuyer()]
    const number = await atAlipay(silent, { tells: false })
    await atAlipay(back)
    await approve(back.me, await ask(back.me, back.orderId), aClerk('finance', now))
    const [refund] = await refundsOf(back.orderId)
    await makeRefund(asSystem(new Date()), refund!.key)
    const { payDate, tradeNo } = standIn.trades.get(number)!
    const key = { provider: 'alipay', day: payDate!.slice(0, 10) }
    const morning = asSystem(later(new Date(`${key.day}T10:00:00+08:00`), days(1)))
    standIn.elsewhere.push({ tradeNo: '2026SHOP', number: 'SHOP-1', kind: '交易', amount: '35.80', at: payDate! })

    standIn.manner = 'bill cut off'
    await expect(reconcileDay(morning, key)).rejects.toThrow()
    expect(await db().$count(bills, eq(bills.provider, 'alipay'))).toBe(0)
    standIn.manner = 'well'
    expect(await reconcileDay(asSystem(later(morning.now, -minutes(61))), key)).toBeNull() // not yet nine o'clock
    const bill = await reconcileDay(morning, key)

    expect(bill!.lines).toBe(standIn.billLines(key.day).length)
    expect(await statusOf(silent.orderId)).toBe('paid')
    const found = (await differencesOf(key)).map(({ kind, outcome: what, billFen, tradeNumber }) => [tradeNumber, kind, what, billFen])
    expect(found.filter(([trade]) => trade === '2026SHOP' || trade === tradeNo)).toEqual([
      ['2026SHOP', 'unknown_payment', null, 3580],
      [tradeNo, 'unknown_payment', 'received', 12_000],
    ])
    expect(found.map(([trade]) => trade)).not.toContain(refund!.tradeNumber)
    await addsUp(key)
  })

  test('of a day on which nothing moved there is no bill', async () => {
    expect(await gatewayOf('alipay')!.bill('2026-01-02', AbortSignal.timeout(5000))).toBeNull()
  })

  test.each(['another key', 'broken', 'busy'] as const)('a gateway that is %s has no bill that is believed', async (manner) => {
    standIn.manner = manner
    await expect(gatewayOf('alipay')!.bill('2026-01-02', AbortSignal.timeout(5000))).rejects.toThrow()
  })
})
