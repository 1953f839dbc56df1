import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { orders, transfers } from '@/db/schema/checkout'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { ConfirmTransferInput } from '@/lib/checkout/input'
import { makeRefund, recordReturn } from '@/lib/checkout/make-refund'
import { requestRefund } from '@/lib/checkout/request-refund'
import { withdrawTransfer } from '@/lib/checkout/withdraw-transfer'
import type { Ctx, Staff } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { enrollmentsOf, paymentsOf, recordsOf, refundsOf, seatsTaken, statusOf } from '../support/books'
import { anEnterprise } from '../support/enterprises'
import { aGroupOrder, type GroupOrder } from '../support/group-orders'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aClerk, approve } from '../support/refunding'
import { asSystem, noon, unique } from '../support/world'

async function announced(people = 2) {
  const group = await aGroupOrder(people)
  await announceTransfer(group.me, group.orderId)
  return group
}
type Change = { amountFen?: number; reference?: string; paidOn?: string }
const found = ({ me, orderId, order }: GroupOrder, change: Change = {}) => ({
  buyerId: me.actor.id,
  orderId,
  amountFen: order.amountFen,
  reference: `BANK-${unique()}`,
  paidOn: '2026-06-18',
  ...change,
})
const transferOf = async (orderId: string) => (await db().select().from(transfers).where(eq(transfers.orderId, orderId)))[0]!

describe('an announced transfer', () => {
  test('keeps the seats for fifteen days, and no longer', async () => {
    const group = await announced()
    await announceTransfer(group.me, group.orderId)
    const [order] = await db().select().from(orders).where(eq(orders.id, group.orderId))
    expect(order!.expiresAt).toEqual(later(noon, days(15)))
    await expireOrders(asSystem(later(noon, days(15) - 1)))
    expect([await statusOf(group.orderId), await seatsTaken(group.classId)]).toEqual(['pending', 2])
    await expireOrders(asSystem(later(noon, days(15))))
    expect([await statusOf(group.orderId), await seatsTaken(group.classId)]).toEqual(['expired', 0])
  })

  test('is only for one’s own order that waits, and for the approved', async () => {
    const group = await aGroupOrder(1)
    expect(await outcome(announceTransfer(await anEnterprise(), group.orderId))).toBe('not found')
    const rejected = { ...group.me, actor: { ...group.me.actor, status: 'rejected' as const } }
    expect(await outcome(announceTransfer(rejected, group.orderId))).toBe('not found')
    expect(await outcome(announceTransfer({ ...group.me, now: later(noon, days(4)) }, group.orderId))).toBe('order_expired')
    await cancelOrder(group.me, group.orderId)
    expect(await outcome(announceTransfer(group.me, group.orderId))).toBe('order_not_pending')
  })
})

describe('a withdrawn transfer', () => {
  test('leaves the order to be paid another way, for three days at most, and is nothing that finance waits for', async () => {
    const group = await announced()
    await withdrawTransfer(group.me, group.orderId)
    await withdrawTransfer(group.me, group.orderId)
    const [order] = await db().select().from(orders).where(eq(orders.id, group.orderId))
    expect([order!.status, order!.expiresAt]).toEqual(['pending', later(noon, days(3))])
    expect(await transferOf(group.orderId)).toBeUndefined()
  })

  test('does not hold seats for ever by being announced again and again', async () => {
    const group = await announced()
    for (const day of [10, 12]) {
      const then = { ...group.me, now: later(noon, days(day)) }
      await withdrawTransfer(then, group.orderId)
      await announceTransfer(then, group.orderId)
    }
    const [order] = await db().select().from(orders).where(eq(orders.id, group.orderId))
    expect(order!.expiresAt).toEqual(later(order!.createdAt, days(18)))
  })

  test('is only one’s own', async () => {
    const group = await announced()
    expect(await outcome(withdrawTransfer(await anEnterprise(), group.orderId))).toBe('not found')
  })
})

describe('confirming', () => {
  test('books the money and opens everybody’s class', async () => {
    const group = await announced()
    const told = found(group)
    await confirmTransfer(aClerk(), told)
    expect([await statusOf(group.orderId), await paymentsOf(group.orderId)]).toEqual([
      'paid',
      [{ tradeNumber: told.reference, amountFen: 24_000 }],
    ])
    for (const { trainee } of group.seats) expect((await enrollmentsOf(trainee))[0]!.status).toBe('active')
    expect(await transferOf(group.orderId)).toMatchObject({ reference: told.reference, confirmedAt: noon })
    expect(await recordsOf(group.orderId)).toContain('transfer.confirm')
  })

  test('by several clerks at once books once', async () => {
    const group = await announced()
    const told = found(group)
    const words = await outcomes([told, told, { ...told, reference: `BANK-${unique()}` }].map((one) => confirmTransfer(aClerk(), one)))
    expect(tallied(words)).toEqual({ done: 1, transfer_confirmed: 2 })
    expect(await paymentsOf(group.orderId)).toHaveLength(1)
  })

  test('with one bank number for two orders books one of them', async () => {
    const [a, b] = [await announced(1), await announced(1)]
    const reference = `BANK-${unique()}`
    const words = await outcomes([a, b].map((group) => confirmTransfer(aClerk(), found(group, { reference }))))
    expect(tallied(words)).toEqual({ done: 1, transfer_reference_used: 1 })
    expect([await statusOf(a.orderId), await statusOf(b.orderId)].sort()).toEqual(['paid', 'pending'])
  })

  test.each([
    ['another amount', { amountFen: 23_999 }, 'transfer_amount'],
    ['a day to come', { paidOn: '2026-06-19' }, 'transfer_day'],
    ['a day before the order', { paidOn: '2026-06-17' }, 'transfer_day'],
  ])('with %s is refused, and nothing is booked', async (_, change, code) => {
    const group = await announced()
    expect(await outcome(confirmTransfer(aClerk(), found(group, change)))).toBe(code)
    expect([await statusOf(group.orderId), await paymentsOf(group.orderId), (await transferOf(group.orderId)).reference]).toEqual([
      'pending',
      [],
      null,
    ])
  })

  test('wants the right to it, and an announcement', async () => {
    const group = await announced(1)
    for (const role of ['hotline', 'auditor', 'reviewer', 'region_manager', 'content_editor'] as const)
      expect(await outcome(confirmTransfer(aClerk(role), found(group)))).toBe('not found')
    expect(await outcome(confirmTransfer(group.me as unknown as Ctx<Staff>, found(group)))).toBe('not found')
    const silent = await aGroupOrder(1)
    expect(await outcome(confirmTransfer(aClerk(), found(silent)))).toBe('not found')
  })
})

describe('money that comes after the order ended', () => {
  const muchLater = later(noon, days(16))
  const clerk = () => aClerk('finance', muchLater)

  test('opens the classes after all where the seats are still there', async () => {
    const group = await announced(1)
    await expireOrders(asSystem(muchLater))
    await confirmTransfer(clerk(), found(group))
    expect([await statusOf(group.orderId), await seatsTaken(group.classId)]).toEqual(['paid', 1])
  })

  test('is booked and given back by hand where they are gone', async () => {
    const group = await announced(1)
    await expireOrders(asSystem(muchLater))
    await db().execute(`update classes set seats = 0 where id = '${group.classId}'`)
    await confirmTransfer(clerk(), found(group))
    expect(await statusOf(group.orderId)).toBe('refunding')
    const [refund] = await refundsOf(group.orderId)
    await makeRefund(asSystem(), refund!.key)
    expect((await refundsOf(group.orderId))[0]!.status).toBe('requested') // no gateway can do it
    const back = (actor: Ctx<Staff>) => recordReturn(actor, { ...refund!.key, reference: 'OUT-1' })
    expect(await outcome(back(aClerk('hotline')))).toBe('not found')
    expect(tallied(await outcomes([back(clerk()), back(clerk())]))).toEqual({ done: 1, return_done: 1 })
    expect(await statusOf(group.orderId)).toBe('refunded')
  })
})

test('an order of many millions is confirmed as it is typed from the statement; one beyond the books is refused', async () => {
  const input = { buyerId: randomUUID(), orderId: randomUUID(), reference: 'BANK-1', paidOn: '2026-06-18' }
  expect(ConfirmTransferInput.parse({ ...input, amount: '17,600,000.00' }).amount).toBe(1_760_000_000)
  expect(await outcome(aGroupOrder(3, { feeFen: 900_000_000 }))).toBe('order_too_large')
})

test('one person of a transferred order is given back by hand, the order stands', async () => {
  const group = await announced(2)
  await confirmTransfer(aClerk(), found(group))
  await approve(group.me, await requestRefund(group.me, { orderId: group.orderId, itemId: group.seats[0]!.item.id, reason: '离职' }))
  const [refund] = await refundsOf(group.orderId)
  await recordReturn(aClerk(), { ...refund!.key, reference: 'OUT-2' })
  expect([await statusOf(group.orderId), (await refundsOf(group.orderId))[0]!.status]).toEqual(['paid', 'done'])
})
