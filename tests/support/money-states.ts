import { and, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { orderItems, orders } from '@/db/schema/checkout'
import { invoices } from '@/db/schema/invoices'
import { charges } from '@/db/schema/payments'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { makeRefund, recordReturn } from '@/lib/checkout/make-refund'
import { placeOrder } from '@/lib/checkout/place-order'
import { requestRefund } from '@/lib/checkout/request-refund'
import { issueInvoice } from '@/lib/invoices/issue-invoice'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { days, later, minutes } from '@/lib/shared/time'
import { aCharge, deliverNotice, payAtBank, payTooLate } from './bank'
import { behave, misbehave } from './bank-line'
import { refundsOf } from './books'
import { aGroupOrder, aPaidGroup, type GroupOrder } from './group-orders'
import { aBuyer } from './learners'
import { aClerk, approve, ask, decline, reason, terms } from './refunding'
import { setProgram } from './sales'
import { aClass, asSystem, aTrainee, type ClassShape, noon, unique } from './world'

/** Every state of an order, a refund, a transfer and an invoice: who has it, at the time at which it is looked at. */
export type State = (shape: ClassShape) => Promise<Ctx<Buyer>>

const giveBackAll = async (orderId: string) => {
  for (const { key } of await refundsOf(orderId)) await makeRefund(asSystem(), key)
}
const invoiceOf = async ({ actor }: Ctx<Buyer>) => (await db().select().from(invoices).where(eq(invoices.buyerId, actor.id)))[0]!

async function ordered(shape: ClassShape) {
  const { id: classId, programId } = await aClass(shape)
  await setProgram(programId, terms)
  const me = await aTrainee()
  return { me, classId, orderId: await placeOrder(me, { classId, invoice: { buyerKind: 'person', title: '张丽华' } }) }
}
async function paid(shape: ClassShape) {
  const order = await ordered(shape)
  await payAtBank(order.me, order.orderId)
  await deliverNotice(order.me, order.orderId)
  return order
}
/** Somebody goes to pay by a code. */
async function scanning(me: Ctx<Buyer>, orderId: string): Promise<Ctx<Buyer>> {
  const { id } = await aCharge(me, orderId)
  await db()
    .update(charges)
    .set({ provider: 'wechatpay', method: 'native', address: 'weixin://wxpay/bizpayurl?pr=1' })
    .where(eq(charges.id, id))
  return me
}
const at = (me: Ctx<Buyer>, ms: number): Ctx<Buyer> => ({ ...me, now: later(me.now, ms) })

export const traineesOrders: Record<string, State> = {
  'an order that waits': async (shape) => (await ordered(shape)).me,
  'an order with a code to scan': async (shape) => {
    const { me, orderId } = await ordered(shape)
    return scanning(me, orderId)
  },
  'a refund that the gateway turned down': async (shape) => {
    const { me, orderId } = await paid(shape)
    await approve(me, await ask(me, orderId))
    misbehave('refuses', 'refund')
    await giveBackAll(orderId)
    behave()
    return me
  },
  'an order whose time is over, not closed yet': async (shape) => at((await ordered(shape)).me, minutes(31)),
  'an order that expired': async (shape) => {
    const { me } = await ordered(shape)
    await expireOrders(asSystem(later(noon, minutes(31))))
    return at(me, minutes(40))
  },
  'an order that was cancelled': async (shape) => {
    const { me, orderId } = await ordered(shape)
    await cancelOrder(me, orderId)
    return me
  },
  'an order that was paid too late': async (shape) => {
    const { me, orderId, classId } = await ordered({ ...shape, seats: 1 })
    await cancelOrder(me, orderId)
    await placeOrder(await aTrainee(), { classId, invoice: null })
    await payTooLate(me, orderId)
    await deliverNotice(me, orderId)
    return me
  },
  'a paid order': async (shape) => (await paid(shape)).me,
  'an order that cost nothing': async (shape) => (await ordered({ ...shape, feeFen: 0 })).me,
  'a refund that is asked for': async (shape) => {
    const { me, orderId } = await paid(shape)
    await ask(me, orderId)
    return me
  },
  'a refund that was declined': async (shape) => {
    const { me, orderId } = await paid(shape)
    await decline(me, await ask(me, orderId))
    return me
  },
  'a refund that is on its way': async (shape) => {
    const { me, orderId } = await paid(shape)
    await approve(me, await ask(me, orderId))
    return me
  },
  'a refund that is done': async (shape) => {
    const { me, orderId } = await paid(shape)
    await approve(me, await ask(me, orderId))
    await giveBackAll(orderId)
    return me
  },
  'single courses': async () => (await aBuyer()).trainee,
  'one of two single courses given back': async () => {
    const { trainee, orderId } = await aBuyer()
    const [item] = await itemsOf(trainee, orderId)
    await approve(trainee, await requestRefund(trainee, { orderId, itemId: item, reason }))
    return trainee
  },
  'an invoice that is issued': async (shape) => {
    const { me } = await paid(shape)
    await issueInvoice(asSystem(), { buyerId: me.actor.id, invoiceId: (await invoiceOf(me)).id })
    return me
  },
  'an issued invoice, reversed': async (shape) => {
    const { me, orderId } = await paid(shape)
    await issueInvoice(asSystem(), { buyerId: me.actor.id, invoiceId: (await invoiceOf(me)).id })
    await approve(me, await ask(me, orderId))
    return me
  },
  'an invoice that is being issued': async (shape) => {
    const { me } = await paid(shape)
    await db().update(invoices).set({ status: 'issuing' }).where(eq(invoices.buyerId, me.actor.id))
    return me
  },
  'an invoice that failed': async (shape) => {
    const { me } = await paid(shape)
    await db().update(invoices).set({ status: 'failed' }).where(eq(invoices.buyerId, me.actor.id))
    return me
  },
}

async function itemsOf({ actor }: Ctx<Buyer>, orderId: string): Promise<string[]> {
  const rows = await db()
    .select({ id: orderItems.id })
    .from(orderItems)
    .where(and(eq(orderItems.buyerId, actor.id), eq(orderItems.orderId, orderId)))
  return rows.map(({ id }) => id)
}

const title = { buyerKind: 'company' as const, title: '唐山云桥市政工程有限公司', taxNumber: '91130200MA07XQ4W3K' }
const placed = (shape: ClassShape) => aGroupOrder(2, shape, title)
const settled = (shape: ClassShape) => aPaidGroup(2, shape, title)
const askFor = ({ me, orderId, seats }: GroupOrder, one: number) => requestRefund(me, { orderId, itemId: seats[one]!.item.id, reason })

async function announced(shape: ClassShape) {
  const group = await placed(shape)
  await announceTransfer(group.me, group.orderId)
  return group
}
async function transferred(shape: ClassShape) {
  const group = await announced(shape)
  const { me, orderId, order } = group
  const found = { buyerId: me.actor.id, orderId, amountFen: order.amountFen, reference: `BANK-${unique()}`, paidOn: '2026-06-18' }
  await confirmTransfer(aClerk(), found)
  return group
}

export const groupsOrders: Record<string, State> = {
  'an order that waits': async (shape) => (await placed(shape)).me,
  'an order with a code to scan': async (shape) => {
    const { me, orderId } = await placed(shape)
    return scanning(me, orderId)
  },
  'an order that expired': async (shape) => {
    const { me } = await placed(shape)
    await expireOrders(asSystem(later(noon, days(3))))
    return at(me, days(3))
  },
  'an order that was cancelled': async (shape) => {
    const { me, orderId } = await placed(shape)
    await cancelOrder(me, orderId)
    return me
  },
  'an announced transfer': async (shape) => (await announced(shape)).me,
  'a transfer that never came': async (shape) => {
    const { me } = await announced(shape)
    await expireOrders(asSystem(later(noon, days(15))))
    return at(me, days(15))
  },
  'a confirmed transfer': async (shape) => (await transferred(shape)).me,
  'a transfer that is to be given back by hand': async (shape) => {
    const { me, orderId } = await transferred(shape)
    await approve(me, await requestRefund(me, { orderId, reason }))
    return me
  },
  'a transfer that was given back': async (shape) => {
    const { me, orderId } = await transferred(shape)
    await approve(me, await requestRefund(me, { orderId, reason }))
    for (const { key } of await refundsOf(orderId)) await recordReturn(aClerk(), { ...key, reference: `BACK-${unique()}` })
    return me
  },
  'a paid order': async (shape) => (await settled(shape)).me,
  'one person’s refund that is asked for': async (shape) => {
    const group = await settled(shape)
    await askFor(group, 0)
    return group.me
  },
  'one person’s refund that was declined': async (shape) => {
    const group = await settled(shape)
    await decline(group.me, await askFor(group, 0))
    return group.me
  },
  'one person’s refund that is on its way': async (shape) => {
    const group = await settled(shape)
    await approve(group.me, await askFor(group, 0))
    return group.me
  },
  'one person’s refund that is done': async (shape) => {
    const group = await settled(shape)
    await approve(group.me, await askFor(group, 0))
    await giveBackAll(group.orderId)
    return group.me
  },
  'one person given back, the rest declined': async (shape) => {
    const group = await settled(shape)
    await approve(group.me, await askFor(group, 0))
    await decline(group.me, await requestRefund(group.me, { orderId: group.orderId, reason }))
    return group.me
  },
  'everybody given back, one by one, after the whole was declined': async (shape) => {
    const group = await settled(shape)
    await decline(group.me, await requestRefund(group.me, { orderId: group.orderId, reason }))
    for (const one of [0, 1]) await approve(group.me, await askFor(group, one))
    await giveBackAll(group.orderId)
    return group.me
  },
  'the whole order given back': async (shape) => {
    const group = await settled(shape)
    await approve(group.me, await requestRefund(group.me, { orderId: group.orderId, reason }))
    await giveBackAll(group.orderId)
    return group.me
  },
  'an order of a programme that refunds nothing any more': async (shape) => {
    const group = await settled(shape)
    await askFor(group, 0)
    await setProgram(group.programId, { refundDays: null })
    return group.me
  },
}

export const orderStates = async (): Promise<string[]> =>
  (await db().selectDistinct({ status: orders.status }).from(orders)).map(({ status }) => status).sort()
