import { db } from '@/db/client'
import { sandboxTrades } from '@/db/schema/checkout'
import { gatewayOf } from '@/lib/checkout/gateways/registry'
import { type NoticeManner, payTrade } from '@/lib/checkout/gateways/sandbox-bank'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { startPayment } from '@/lib/checkout/start-payment'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { asSystem } from './world'

/**
 * Pays at the sandbox bank. The notice is not delivered: nothing of it reaches the portal until somebody asks or tells. Whoever goes to pay
 * once more is told that it is paid.
 */
export async function payAtBank(me: Ctx<Buyer>, orderId: string, manner: NoticeManner = 'never'): Promise<void> {
  const page = await startPayment(me, { orderId, method: 'sandbox.wechat' })
  const token = new URL(page, 'http://portal').searchParams.get('token')
  if (token) await payTrade(me, (await getOrder(me, orderId)).order.number, token, manner)
}

/** The bank takes the money although the order was closed, as banks do when two things happen at once. */
export async function payTooLate(me: Ctx<Buyer>, orderId: string): Promise<void> {
  const { order } = await getOrder(me, orderId)
  const paid = { status: 'paid' as const, paidAt: me.now }
  const trade = { orderNumber: order.number, tradeNumber: `SB${order.number}`, amountFen: order.amountFen, expiresAt: me.now }
  await db()
    .insert(sandboxTrades)
    .values({ ...trade, ...paid, subject: '', method: 'wechat', notifyUrl: '', returnUrl: '' })
    .onConflictDoUpdate({ target: sandboxTrades.orderNumber, set: paid })
}

/** The bank's notice of a payment arrives, for the first time or once more. */
export async function deliverNotice(me: Ctx<Buyer>, orderId: string): Promise<void> {
  const { order } = await getOrder(me, orderId)
  const answer = await gatewayOf('sandbox')!.query(me, order.number)
  if (answer.state !== 'paid') throw new Error('the bank has no payment to tell of')
  await receivePayment(asSystem(me.now), 'sandbox', answer.notice)
}
