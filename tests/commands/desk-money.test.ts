import { describe, expect, test } from 'vitest'
import { listToDo } from '@/lib/admin/to-do'
import { countWaiting } from '@/lib/admin/waiting'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
import { getOrderForDesk, listOrderItemsForDesk, listOrdersForDesk } from '@/lib/checkout/desk-orders'
import { getRefundRequest, listRefundRequests, listReturns } from '@/lib/checkout/desk-refunds'
import { getTransfer, listTransfers } from '@/lib/checkout/desk-transfers'
import { recordReturn } from '@/lib/checkout/make-refund'
import { requestRefund } from '@/lib/checkout/request-refund'
import type { ListQuery } from '@/lib/shared/list-query'
import { days, later } from '@/lib/shared/time'
import { aGroupOrder, aPaidGroup } from '../support/group-orders'
import { outcome } from '../support/outcome'
import { aPayer, approve, ask } from '../support/refunding'
import { aStaff } from '../support/staff'
import { noon, unique } from '../support/world'

const finance = () => aStaff('finance')
const query = (q = '', filters: Record<string, string> = {}, sort = '-createdAt', page = 1): ListQuery => ({ q, page, sort, filters })

test('only who may read orders sees orders, refunds and transfers', async () => {
  const { order } = await aGroupOrder(1)
  for (const role of ['content_editor', 'reviewer', 'region_manager'] as const) {
    const me = aStaff(role, noon, role === 'region_manager' ? ['130203'] : null)
    for (const asked of [
      listOrdersForDesk(me, query()),
      getOrderForDesk(me, order.number),
      listOrderItemsForDesk(me, order.number, 1),
      listRefundRequests(me, query()),
      getRefundRequest(me, crypto.randomUUID()),
      listReturns(me, query()),
      listTransfers(me, query()),
      getTransfer(me, order.number),
    ])
      expect(await outcome(asked)).toBe('not found')
  }
  for (const role of ['administrator', 'finance', 'hotline', 'auditor'] as const)
    expect((await getOrderForDesk(aStaff(role), order.number)).order.id).toBe(order.id)
})

describe('an order', () => {
  const found = async (q: string, filters: Record<string, string> = {}) =>
    (await listOrdersForDesk(finance(), query(q, filters))).rows.map(({ number }) => number)

  test('is found by its number, its buyer, and whoever it is for', async () => {
    const group = await aPaidGroup(2)
    const { number } = group.order
    expect(await found(number)).toEqual([number])
    expect(await found(group.me.actor.name)).toContain(number)
    expect(await found(group.seats[1]!.trainee.actor.name)).toContain(number)
    const single = await aPayer()
    expect(await found(single.me.actor.name)).not.toContain(number)
    expect(await found(number, { status: 'paid', year: '2026', region: '130203', buyer: 'enterprise' })).toEqual([number])
    for (const other of [{ status: 'pending' }, { year: '2025' }, { region: '130202' }, { buyer: 'trainee' }])
      expect(await found(number, other as unknown as Record<string, string>)).toEqual([])
    expect(await found("%' or 1=1 --")).toEqual([])
    expect(await found(`没有这个人 ${unique()}`)).toEqual([])
    expect((await found(number, { status: 'constructor', year: 'x' })).length).toBe(1)
  })

  test('is listed in the order asked for', async () => {
    await aPaidGroup(2)
    await aPayer()
    for (const [sort, sign] of [
      ['amountFen', 1],
      ['-amountFen', -1],
    ] as const) {
      const amounts = (await listOrdersForDesk(finance(), query('', {}, sort))).rows.map(({ amountFen }) => amountFen)
      expect(amounts).toEqual([...amounts].sort((a, b) => sign * (a - b)))
    }
    const { rows } = await listOrdersForDesk(finance(), query('', {}, '-paidAt'))
    const unpaid = rows.findIndex(({ paidAt }) => !paidAt)
    expect(rows.slice(unpaid < 0 ? rows.length : unpaid).every(({ paidAt }) => !paidAt)).toBe(true)
  })

  test('shows its people, its money both ways and what happened', async () => {
    const group = await aPaidGroup(3, {}, { buyerKind: 'person', title: '单位' })
    const requestId = await requestRefund(group.me, { orderId: group.orderId, itemId: group.seats[0]!.item.id, reason: '离职' })
    await approve(group.me, requestId)
    const view = await getOrderForDesk(finance(), group.order.number)
    expect(view.phone).toMatch(/^1\d{2}\*{4}\d{4}$/) // whole for those who decide about enterprises
    expect((await getOrderForDesk(aStaff('administrator'), group.order.number)).phone).toMatch(/^1\d{10}$/)
    expect(view.charges).toMatchObject([{ status: 'paid', number: `${group.order.number}01` }])
    expect([view.buyerKind, view.buyerName, view.payments.length, view.requests.length]).toEqual(['enterprise', group.me.actor.name, 1, 1])
    expect(view.refunds).toMatchObject([{ refund: { amountFen: 12_000 }, person: group.seats[0]!.trainee.actor.name }])
    expect(view.invoices.map(({ status }) => status)).toEqual(expect.arrayContaining(['reversed', 'requested']))
    expect(view.history.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['order.place', 'order.pay', 'refund.ask', 'refund.approve']),
    )
    const { rows, total } = await listOrderItemsForDesk(finance(), group.order.number, 1)
    expect([total, rows.filter(({ endedAt }) => endedAt).length]).toEqual([3, 1])
    expect(await outcome(getOrderForDesk(finance(), '9'.repeat(18)))).toBe('not found')
  })
})

test('a request for a refund shows the rule and how the order stood to it when it was asked', async () => {
  const { me, orderId } = await aPayer()
  const requestId = await ask(me, orderId)
  const view = await getRefundRequest(aStaff('finance', later(noon, days(30))), requestId)
  expect([view.facts.refundDays, view.facts.learntPercent, view.facts.amountFen, view.refusal]).toEqual([7, 0, 12_000, null])
  const { rows } = await listRefundRequests(finance(), query('', { state: 'open' }))
  expect(rows.every(({ status }) => status === 'open')).toBe(true)
  expect(rows.find(({ id }) => id === requestId)).toMatchObject({ amountFen: 12_000, buyerName: me.actor.name, person: null })
  await approve(me, requestId)
  const [latest] = (await listReturns(finance(), query(view.order.number))).rows
  expect(latest).toMatchObject({ amountFen: 12_000, status: 'requested', byHand: false })
})

test('transfers are found by number, name and amount, those that wait first', async () => {
  const group = await aGroupOrder(2, { feeFen: 12_345 })
  await announceTransfer(group.me, group.orderId)
  for (const q of [group.order.number, group.me.actor.name, '246.90'])
    expect((await listTransfers(finance(), query(q))).rows.map(({ number }) => number)).toContain(group.order.number)
  expect((await listTransfers(finance(), query(group.order.number, { state: 'confirmed' }))).total).toBe(0)
  expect((await getTransfer(finance(), group.order.number)).amountFen).toBe(24_690)
})

test('a refund of one person waits with that person’s money, and what came by transfer until it went back by hand', async () => {
  const group = await aGroupOrder(2, { feeFen: 12_345 })
  const me = finance()
  const { orderId, order, seats } = group
  const key = { buyerId: group.me.actor.id, orderId }
  await announceTransfer(group.me, orderId)
  await confirmTransfer(finance(), { ...key, amountFen: order.amountFen, reference: `BANK-${unique()}`, paidOn: '2026-06-18' })
  const before = await countWaiting(me)
  const requestId = await requestRefund(group.me, { orderId, itemId: seats[0]!.item.id, reason: '调离' })
  const mine = async () => (await listToDo(me, 1000)).filter(({ detail }) => detail.includes(order.number))
  expect(await mine()).toMatchObject([
    { kind: 'refunds', title: `${seats[0]!.trainee.actor.name}，调离`, amountFen: 12_345, href: `/admin/refunds/${requestId}` },
  ])
  await approve(group.me, requestId)
  expect(await mine()).toMatchObject([{ kind: 'returns', title: group.me.actor.name, amountFen: 12_345 }])
  expect((await countWaiting(me)).returns).toBe(before.returns! + 1)
  const [owed] = (await listReturns(me, query(order.number))).rows
  await recordReturn(me, { buyerId: key.buyerId, refundId: owed!.id, reference: `BACK-${unique()}` })
  expect([await mine(), (await countWaiting(me)).returns]).toEqual([[], before.returns])
})
