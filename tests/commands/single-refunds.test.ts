import { desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { type InvoiceTitle, orderItems } from '@/db/schema/checkout'
import { invoices } from '@/db/schema/invoices'
import { sandboxTrades } from '@/db/schema/sandbox-bank'
import { makeRefund } from '@/lib/checkout/make-refund'
import { getRefundOffer } from '@/lib/checkout/refund-queries'
import { requestRefund } from '@/lib/checkout/request-refund'
import { issueInvoice } from '@/lib/invoices/issue-invoice'
import { requestInvoice } from '@/lib/invoices/request-invoice'
import { merchantCalls } from '@/lib/sandbox-bank/trades'
import { days, later } from '@/lib/shared/time'
import { aCharge } from '../support/bank'
import { enrollmentsOf, refundsOf, seatsTaken, statusOf } from '../support/books'
import { anEnterprise } from '../support/enterprises'
import { aGroupOrder, aPaidGroup, type GroupOrder } from '../support/group-orders'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aClerk, approve, decline } from '../support/refunding'
import { asSystem, noon } from '../support/world'

const title: InvoiceTitle = { buyerKind: 'company', title: '唐山云桥市政工程有限公司', taxNumber: '91130200MA07XQ4W3K' }
const askFor = ({ me, orderId, seats }: GroupOrder, n: number) =>
  requestRefund(me, { orderId, itemId: seats[n]!.item.id, reason: '已离职' })
const askForAll = ({ me, orderId }: GroupOrder) => requestRefund(me, { orderId, reason: '不办了' })
const giveAllBack = async (orderId: string) => {
  for (const { key } of await refundsOf(orderId)) await makeRefund(asSystem(), key)
}
const bankOf = async ({ me, orderId }: GroupOrder) =>
  (
    await db()
      .select()
      .from(sandboxTrades)
      .where(eq(sandboxTrades.orderNumber, (await aCharge(me, orderId)).number))
  )[0]!
const invoicesOf = (orderId: string) =>
  db().select().from(invoices).where(eq(invoices.orderId, orderId)).orderBy(desc(invoices.amountFen), desc(invoices.status))

describe('one person of an order for three', () => {
  test('is asked for, granted and given back; the others go on', async () => {
    const group = await aPaidGroup(3)
    const { me, orderId, classId, seats } = group
    await approve(me, await askFor(group, 1))
    expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(['paid', 2])
    const standing = await Promise.all(seats.map(async ({ trainee }) => (await enrollmentsOf(trainee))[0]!.status))
    expect(standing).toEqual(['active', 'withdrawn', 'active'])
    await giveAllBack(orderId)
    await giveAllBack(orderId)
    expect(await bankOf(group)).toMatchObject({ status: 'paid', refundedFen: 12_000 })
    expect(await statusOf(orderId)).toBe('paid')
  })

  test('may be asked for once, and not again when it is back', async () => {
    const group = await aPaidGroup(2)
    expect(tallied(await outcomes([1, 2, 3].map(() => askFor(group, 0))))).toEqual({ done: 1, refund_waiting: 2 })
    expect(await outcome(askFor(group, 1))).toBe('done')
    const offer = await getRefundOffer(group.me, group.orderId, group.seats[0]!.item.id)
    expect([offer.facts.amountFen, offer.request?.status, offer.askable]).toEqual([12_000, 'open', false])
    await approve(group.me, offer.request!.id)
    expect(await outcome(askFor(group, 0))).toBe('refund_item_ended')
  })

  test('is judged by what that person has learnt, and when it was paid', async () => {
    const group = await aPaidGroup(2)
    expect(
      await outcome(
        requestRefund(
          { ...group.me, now: later(noon, days(8)) },
          { orderId: group.orderId, itemId: group.seats[0]!.item.id, reason: '晚了' },
        ),
      ),
    ).toBe('refund_too_late')
    const other = await aPaidGroup(1)
    expect(await outcome(requestRefund(group.me, { orderId: group.orderId, itemId: other.seats[0]!.item.id, reason: '别人的' }))).toBe(
      'not found',
    )
    expect(await outcome(requestRefund(await anEnterprise(), { orderId: group.orderId, reason: '别人的' }))).toBe('not found')
  })

  test('is not given by an enterprise that is no longer approved', async () => {
    const group = await aPaidGroup(1)
    const actor = { ...group.me.actor, status: 'rejected' as const }
    expect(await outcome(requestRefund({ ...group.me, actor }, { orderId: group.orderId, reason: '退' }))).toBe('not found')
    expect(await outcome(requestInvoice({ ...group.me, actor }, { orderId: group.orderId, title }))).toBe('not found')
  })
})

test('the last one ends the order; it is refunded when all the money is back', async () => {
  const group = await aPaidGroup(2)
  await approve(group.me, await askFor(group, 0))
  await approve(group.me, await askFor(group, 1))
  expect(await statusOf(group.orderId)).toBe('refunding')
  const [first, second] = await refundsOf(group.orderId)
  await makeRefund(asSystem(), first!.key)
  expect(await statusOf(group.orderId)).toBe('refunding')
  await makeRefund(asSystem(), second!.key)
  expect([await statusOf(group.orderId), await seatsTaken(group.classId), (await bankOf(group)).status]).toEqual([
    'refunded',
    0,
    'refunded',
  ])
})

test('the whole order after one person: what is left goes back, and requests for others are settled with it', async () => {
  const group = await aPaidGroup(3)
  await approve(group.me, await askFor(group, 0))
  const single = await askFor(group, 1)
  const all = await askForAll(group)
  expect(await outcome(askFor(group, 2))).toBe('refund_waiting')
  await approve(group.me, all)
  await giveAllBack(group.orderId)
  expect(await bankOf(group)).toMatchObject({ status: 'refunded', refundedFen: 36_000 })
  expect([await statusOf(group.orderId), await seatsTaken(group.classId)]).toEqual(['refunded', 0])
  expect(await outcome(approve(group.me, single))).toBe('refund_decided')
  expect(await outcome(decline(group.me, single))).toBe('refund_decided')
})

test('two clerks and two requests at once: each item goes back once, never more than came in', async () => {
  const group = await aPaidGroup(2)
  const [a, b, all] = [await askFor(group, 0), await askFor(group, 1), await askForAll(group)]
  const words = await outcomes([a, b, all, a, all, b].map((requestId) => approve(group.me, requestId, aClerk())))
  expect(new Set(words)).toEqual(new Set(['done', 'refund_decided']))
  await giveAllBack(group.orderId)
  expect(await bankOf(group)).toMatchObject({ status: 'refunded', refundedFen: 24_000 })
  expect([await statusOf(group.orderId), await seatsTaken(group.classId)]).toEqual(['refunded', 0])
})

test('the bank gives back no more than was paid, and the same refund once', async () => {
  const group = await aPaidGroup(1)
  const { tradeNumber } = await bankOf(group)
  const give = (refundId: string, amountFen: number) => merchantCalls.refund({ refundNumber: refundId, tradeNumber, amountFen, at: noon })
  const first = crypto.randomUUID()
  await give(first, 7000)
  await give(first, 7000)
  expect((await bankOf(group)).refundedFen).toBe(7000)
  await expect(give(crypto.randomUUID(), 5001)).rejects.toThrow('退款金额大于可退金额')
  await give(crypto.randomUUID(), 5000)
  expect(await bankOf(group)).toMatchObject({ status: 'refunded', refundedFen: 12_000 })
})

describe('the invoice of a partly refunded order', () => {
  test('is reversed, and one for the rest is asked for by itself', async () => {
    const group = await aPaidGroup(3, {}, title)
    const [asked] = await invoicesOf(group.orderId)
    await issueInvoice(asSystem(), { buyerId: group.me.actor.id, invoiceId: asked!.id })
    await approve(group.me, await askFor(group, 0))
    const [old, fresh, ...more] = await invoicesOf(group.orderId)
    expect([old!.status, old!.reversalNumber?.length, more]).toEqual(['reversed', 20, []])
    expect(fresh).toMatchObject({ status: 'requested', amountFen: 24_000, title })
  })

  test('that is not issued yet is asked for anew with the smaller amount; of nothing there is none', async () => {
    const group = await aPaidGroup(2, {}, title)
    await approve(group.me, await askFor(group, 0))
    expect((await invoicesOf(group.orderId)).map(({ status, amountFen }) => [status, amountFen])).toEqual([
      ['reversed', 24_000],
      ['requested', 12_000],
    ])
    await approve(group.me, await askFor(group, 1))
    expect((await invoicesOf(group.orderId)).map(({ status }) => status)).toEqual(['reversed', 'reversed'])
  })

  test('asked for afterwards is for what is left', async () => {
    const group = await aPaidGroup(2)
    await approve(group.me, await askFor(group, 0))
    await requestInvoice(group.me, { orderId: group.orderId, title })
    expect((await invoicesOf(group.orderId)).map(({ amountFen }) => amountFen)).toEqual([12_000])
  })
})

test('an order that waits for its money has nothing to give back', async () => {
  const group = await aGroupOrder(1)
  expect(await outcome(askFor(group, 0))).toBe('order_not_paid')
  const ended = await db().select().from(orderItems).where(eq(orderItems.orderId, group.orderId))
  expect(ended[0]!.endedAt).toBeNull()
})
