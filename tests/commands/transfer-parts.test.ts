import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { orders, transfers } from '@/db/schema/checkout'
import { invoices } from '@/db/schema/invoices'
import { payments, refunds } from '@/db/schema/payments'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
import { getOrderForDesk } from '@/lib/checkout/desk-orders'
import { getTransfer } from '@/lib/checkout/desk-transfers'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { recordReturn } from '@/lib/checkout/make-refund'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { requestRefund } from '@/lib/checkout/request-refund'
import { withdrawTransfer } from '@/lib/checkout/withdraw-transfer'
import { listMovements } from '@/lib/reconciliation/books'
import { days, later } from '@/lib/shared/time'
import { noticeFor } from '../support/bank'
import { enrollmentsOf, recordsOf, refundsOf, statusOf } from '../support/books'
import { aGroupOrder, type GroupOrder } from '../support/group-orders'
import { outcome } from '../support/outcome'
import { aClerk, approve } from '../support/refunding'
import { asSystem, noon, unique } from '../support/world'

async function announced(people = 2) {
  const group = await aGroupOrder(people)
  await announceTransfer(group.me, group.orderId)
  return group
}
const comes = (group: GroupOrder, amountFen: number, { differs = true, now = noon } = {}) =>
  confirmTransfer(aClerk('finance', now), {
    buyerId: group.me.actor.id,
    orderId: group.orderId,
    amountFen,
    reference: `BANK-${unique()}`,
    paidOn: '2026-06-18',
    differs,
  })
const owed = async (group: GroupOrder) => (await refundsOf(group.orderId)).map(({ amountFen }) => amountFen)
const reasons = async (group: GroupOrder) =>
  (
    await db()
      .select({ reason: refunds.reason })
      .from(refunds)
      .innerJoin(payments, and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId)))
      .where(eq(payments.orderId, group.orderId))
  ).map(({ reason }) => reason)

describe('a transfer of less', () => {
  test('is kept, the order waits anew for the rest; the rest opens it, with one invoice for the price', async () => {
    const group = await announced()
    const ten = later(noon, days(10))
    expect(await comes(group, 14_000, { now: ten })).toBe(10_000)
    expect([await statusOf(group.orderId), await owed(group)]).toEqual(['pending', []])
    const [order] = await db().select().from(orders).where(eq(orders.id, group.orderId))
    expect(order!.expiresAt).toEqual(later(ten, days(15)))
    expect(await getTransfer(aClerk(), group.order.number)).toMatchObject({ receivedFen: 14_000, confirmedAt: null })
    expect(await getOrder(group.me, group.orderId)).toMatchObject({ receivedFen: 14_000 })
    expect(await recordsOf(group.orderId)).toContain('transfer.part')

    expect(await outcome(comes(group, 24_000, { differs: false, now: ten }))).toBe('transfer_amount')
    expect(await comes(group, 10_000, { differs: false, now: ten })).toBe(0)
    expect([await statusOf(group.orderId), await owed(group)]).toEqual(['paid', []])
    for (const { trainee } of group.seats) expect((await enrollmentsOf(trainee))[0]!.status).toBe('active')
    expect((await db().select().from(transfers).where(eq(transfers.orderId, group.orderId)))[0]!.confirmedAt).toEqual(ten)
    const view = await getOrderForDesk(aClerk(), group.order.number)
    expect(view.payments.map(({ amountFen }) => amountFen)).toEqual([14_000, 10_000])
  })

  test.each<[how: string, end: (group: GroupOrder) => Promise<unknown>, reason: string]>([
    ['expires', () => expireOrders(asSystem(later(noon, days(16)))), '订单过期，款项未付足'],
    ['is to be paid in another way', (group) => withdrawTransfer(group.me, group.orderId), '改用其他支付方式，已转的部分退回'],
    ['is cancelled', (group) => cancelOrder(group.me, group.orderId), '订单取消，已付的款项退回'],
    [
      'is paid online',
      async (group) => receivePayment(asSystem(), 'sandbox', await noticeFor(group.me, group.orderId)),
      '订单已用其他方式付清',
    ],
  ])('is owed back when the order %s', async (_, end, reason) => {
    const group = await announced()
    await comes(group, 5000)
    await end(group)
    expect([await owed(group), await reasons(group)]).toEqual([[5000], [reason]])
  })

  test('that comes after the order ended is owed back at once', async () => {
    const group = await announced()
    await cancelOrder(group.me, group.orderId)
    await comes(group, 5000)
    expect([await statusOf(group.orderId), await owed(group)]).toEqual(['cancelled', [5000]])
  })
})

describe('a transfer of more', () => {
  test('opens the order; the surplus is owed back and can be booked as returned, the rest refunded later', async () => {
    const group = await announced()
    expect(await outcome(comes(group, 25_000, { differs: false }))).toBe('transfer_amount')
    await comes(group, 25_000)
    expect([await statusOf(group.orderId), await owed(group), await reasons(group)]).toEqual(['paid', [1000], ['转账多付']])
    const [surplus] = await db()
      .select({ id: refunds.id })
      .from(refunds)
      .where(and(eq(refunds.buyerId, group.me.actor.id)))
    await recordReturn(aClerk(), { buyerId: group.me.actor.id, refundId: surplus!.id, reference: 'BACK-1000' })
    expect(await statusOf(group.orderId)).toBe('paid')
    const request = await requestRefund(group.me, { orderId: group.orderId, reason: '取消培训' })
    await approve(group.me, request)
    expect((await owed(group)).sort((a, b) => a - b)).toEqual([1000, 24_000])
  })

  test('without a seat any more all of it is owed back', async () => {
    const group = await announced(1)
    const muchLater = later(noon, days(400))
    await expireOrders(asSystem(muchLater))
    await comes(group, 13_000, { now: muchLater })
    expect([await statusOf(group.orderId), await owed(group)]).toEqual(['refunding', [13_000]])
  })
})

test('one person of an order that was paid in parts is refunded, across the parts if need be', async () => {
  const group = await announced(2)
  for (const part of [8000, 8000, 8000]) await comes(group, part)
  const request = await requestRefund(group.me, { orderId: group.orderId, itemId: group.seats[0]!.item.id, reason: '离职' })
  await approve(group.me, request)
  expect((await owed(group)).reduce((a, b) => a + b)).toBe(12_000)
  expect(await statusOf(group.orderId)).toBe('paid')
})

test('whatever comes in whatever parts: every fen is the price, or owed back, or waits; the books have all of it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 14_000 }), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      async (parts, cancelled) => {
        const group = await announced(1)
        let came = 0
        for (const part of parts) if ((await outcome(comes(group, part))) === 'done') came += part
        if (cancelled) await outcome(cancelOrder(group.me, group.orderId))
        const back = (await owed(group)).reduce((a, b) => a + b, 0)
        const { receivedFen } = await getOrder(group.me, group.orderId)
        const status = await statusOf(group.orderId)
        expect(came - back).toBe(receivedFen)
        expect(receivedFen).toBe(status === 'paid' ? 12_000 : status === 'pending' ? came : 0)
        if (status === 'pending') expect(came).toBeLessThan(12_000)
        const booked = (await listMovements(aClerk(), { from: later(noon, -days(2)), until: later(noon, days(2)) }))
          .filter(({ orderNumber, kind }) => orderNumber === group.order.number && kind === 'payment')
          .reduce((sum, { amountFen }) => sum + amountFen, 0)
        expect(booked).toBe(came)
        expect((await db().select().from(invoices).where(eq(invoices.orderId, group.orderId))).length).toBe(0)
      },
    ),
    { numRuns: 15 },
  )
})
