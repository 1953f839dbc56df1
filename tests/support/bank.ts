import { and, desc, eq, isNull } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { charges } from '@/db/schema/payments'
import { sandboxTrades } from '@/db/schema/sandbox-bank'
import { lockOrder } from '@/lib/checkout/orders'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { startPayment } from '@/lib/checkout/start-payment'
import { advance, type Charge, intendCharge } from '@/lib/payments/charges'
import type { PaymentNotice } from '@/lib/payments/gateways/gateway'
import { books } from '@/lib/sandbox-bank/books'
import { pageToken } from '@/lib/sandbox-bank/message'
import { merchantCalls, type NoticeManner, payTrade } from '@/lib/sandbox-bank/trades'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'
import { asSystem } from './world'

export const chargesOf = (me: Ctx<Buyer>, orderId: string): Promise<Charge[]> =>
  me.db
    .select()
    .from(charges)
    .where(and(eq(charges.buyerId, me.actor.id), eq(charges.orderId, orderId)))
    .orderBy(desc(charges.number))

/** The latest charge of an order; where nobody has begun to pay it yet, one of which the bank knows nothing. */
export async function aCharge(me: Ctx<Buyer>, orderId: string): Promise<Charge> {
  const [latest] = await chargesOf(me, orderId)
  if (latest) return latest
  const order = (await lockOrder(me, { buyerId: me.actor.id, id: orderId }))!
  const charge = await intendCharge(me, order, { provider: 'sandbox', method: 'wechat' })
  await advance(me, charge, 'open', { address: `/bank/${charge.number}?token=${pageToken(charge.number)}` })
  return charge
}

/**
 * Pays at the sandbox bank. The notice is not delivered: nothing of it reaches the portal until somebody asks or tells. Whoever goes to pay
 * once more is told that it is paid.
 */
export async function payAtBank(me: Ctx<Buyer>, orderId: string, manner: NoticeManner = 'never'): Promise<void> {
  const page = new URL(await startPayment(me, { orderId, method: 'sandbox.wechat' }), 'http://portal')
  const token = page.searchParams.get('token')
  if (token) await payTrade(me, page.pathname.split('/').at(-1)!, token, manner)
}

/** The bank takes the money although the order was closed, as banks do when two things happen at once. */
export async function payTooLate(me: Ctx<Buyer>, orderId: string): Promise<void> {
  const { number, amountFen, method } = await aCharge(me, orderId)
  const lines = { subject: '', method, expiresAt: later(me.now, minutes(30)), returnUrl: '/orders', notifyUrl: '' }
  await merchantCalls.charge({ orderNumber: number, amountFen, ...lines })
  const unpaid = and(eq(sandboxTrades.orderNumber, number), isNull(sandboxTrades.paidAt))
  await books().update(sandboxTrades).set({ status: 'paid', paidAt: me.now }).where(unpaid)
}

/** What the bank says of an order that was paid there; null while it was not. */
export async function bankNotice(me: Ctx<Buyer>, orderId: string): Promise<PaymentNotice | null> {
  for (const { number } of await chargesOf(me, orderId)) {
    const answer = await merchantCalls.query({ orderNumber: number })
    if (!('notice' in answer)) continue
    const { orderNumber, ...rest } = answer.notice!
    return { chargeNumber: orderNumber, ...rest }
  }
  return null
}

/** What the bank knows of an order's charges, the latest first. */
export const bankStates = async (me: Ctx<Buyer>, orderId: string): Promise<string[]> =>
  Promise.all((await chargesOf(me, orderId)).map(async ({ number }) => (await merchantCalls.query({ orderNumber: number })).state))

/** The bank's notice of a payment arrives, for the first time or once more. */
export async function deliverNotice(me: Ctx<Buyer>, orderId: string): Promise<void> {
  const notice = await bankNotice(me, orderId)
  if (!notice) throw new Error('the bank has no payment to tell of')
  await receivePayment(asSystem(me.now), 'sandbox', notice)
}

/** What the sandbox bank would say of a paid order. */
export async function noticeFor(me: Ctx<Buyer>, orderId: string, change: Partial<PaymentNotice> = {}): Promise<PaymentNotice> {
  const charge = await aCharge(me, orderId)
  const [order] = await me.db.select({ number: orders.number }).from(orders).where(eq(orders.id, orderId))
  return {
    chargeNumber: charge.number,
    tradeNumber: `T${order!.number}`,
    amountFen: charge.amountFen,
    method: 'wechat',
    paidAt: me.now,
    ...change,
  }
}
