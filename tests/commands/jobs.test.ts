import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { placeOrder } from '@/lib/checkout/place-order'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { inTransaction } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { noticeFor } from '../support/bank'
import { jobsWith } from '../support/queue'
import { aClass, asSystem, aTrainee, unique } from '../support/world'

test('a job of a transaction that is committed waits in the queue', async () => {
  const orderNumber = unique()
  await inTransaction(asSystem(), (tx) => enqueue(tx, 'sandbox.notify', { orderNumber }))
  expect(await jobsWith('sandbox.notify', { orderNumber })).toHaveLength(1)
})

test('a job of a transaction that is rolled back was never there', async () => {
  const orderNumber = unique()
  const work = inTransaction(asSystem(), async (tx) => {
    await enqueue(tx, 'sandbox.notify', { orderNumber })
    throw new Error('something else went wrong')
  })
  await expect(work).rejects.toThrow('something else went wrong')
  expect(await jobsWith('sandbox.notify', { orderNumber })).toEqual([])
})

test('nobody sees a job before its transaction is over', async () => {
  const orderNumber = unique()
  await inTransaction(asSystem(), async (tx) => {
    await enqueue(tx, 'sandbox.notify', { orderNumber })
    expect(await jobsWith('sandbox.notify', { orderNumber })).toEqual([])
  })
})

test('a payment that is rolled back asks for no invoice', async () => {
  const { id: classId } = await aClass()
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId, invoice: { buyerKind: 'person', title: '张丽华' } })
  const notice = await noticeFor(me, orderId)
  const halfway = db().transaction(async (tx) => {
    await receivePayment({ ...asSystem(), db: tx }, 'sandbox', notice)
    throw new Error('the server stopped')
  })
  await expect(halfway).rejects.toThrow('the server stopped')
  expect(await jobsWith('invoices.issue', { buyerId: me.actor.id })).toEqual([])
  await receivePayment(asSystem(), 'sandbox', notice)
  expect(await jobsWith('invoices.issue', { buyerId: me.actor.id })).toHaveLength(1)
})
