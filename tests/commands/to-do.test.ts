import { expect, test } from 'vitest'
import { listToDo } from '@/lib/admin/to-do'
import { listWaiting } from '@/lib/admin/waiting'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { recordReturn } from '@/lib/checkout/make-refund'
import { requestRefund } from '@/lib/checkout/request-refund'
import { days, later } from '@/lib/shared/time'
import { deliverNotice, payAtBank } from '../support/bank'
import { refundsOf } from '../support/books'
import { aGroupOrder, aPaidGroup } from '../support/group-orders'
import { aClerk, approve } from '../support/refunding'
import { aStaff } from '../support/staff'
import { asSystem, noon, unique } from '../support/world'

const finance = (now = noon) => aStaff('finance', now)
const waiting = async () => {
  const { transfers, refunds, returns } = await listWaiting(finance())
  return { transfers: transfers!.count, refunds: refunds!.count, returns: returns!.count }
}
const toDo = async (key: string) => (await listToDo(finance(), 10_000)).filter((one) => one.key === key)

test('a transfer waits as long as its order does: neither one paid in another way nor one given up waits for ever', async () => {
  const [before, paid, cancelled, expired] = [await waiting(), await aGroupOrder(1), await aGroupOrder(1), await aGroupOrder(1)]
  for (const { me, orderId } of [paid, cancelled, expired]) await announceTransfer(me, orderId)
  expect(await waiting()).toEqual({ ...before, transfers: before.transfers + 3 })
  expect(await toDo(paid.orderId)).toHaveLength(1)
  await payAtBank(paid.me, paid.orderId)
  await deliverNotice(paid.me, paid.orderId)
  await cancelOrder(cancelled.me, cancelled.orderId)
  await expireOrders(asSystem(later(noon, days(15))))
  expect(await waiting()).toEqual(before)
  expect(await toDo(paid.orderId)).toEqual([])
})

test('a refund of one person stands there with what that person cost, and what finance must give back itself until it is given back', async () => {
  const [before, group] = [await waiting(), await aGroupOrder(3)]
  await announceTransfer(group.me, group.orderId)
  const told = { buyerId: group.me.actor.id, orderId: group.orderId, amountFen: group.order.amountFen, paidOn: '2026-06-18' }
  await confirmTransfer(aClerk(), { ...told, reference: `BANK-${unique()}` })
  const requestId = await requestRefund(group.me, { orderId: group.orderId, itemId: group.seats[0]!.item.id, reason: '离职' })
  expect(await toDo(requestId)).toMatchObject([{ kind: 'refunds', amountFen: 12_000, title: '职工1，离职' }])
  await approve(group.me, requestId)
  const [refund] = await refundsOf(group.orderId)
  expect(await toDo(requestId)).toEqual([])
  expect(await toDo(refund!.key.refundId)).toMatchObject([{ kind: 'returns', amountFen: 12_000 }])
  expect(await waiting()).toEqual({ ...before, returns: before.returns + 1 })
  await recordReturn(aClerk(), { ...refund!.key, reference: `OUT-${unique()}` })
  expect([await toDo(refund!.key.refundId), await waiting()]).toEqual([[], before])
})

test('what a gateway gives back waits for nobody', async () => {
  const before = await waiting()
  const group = await aPaidGroup(2)
  await approve(group.me, await requestRefund(group.me, { orderId: group.orderId, reason: '停办' }))
  expect(await waiting()).toEqual(before)
})
