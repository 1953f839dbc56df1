import { lockOrder } from '@/lib/checkout/orders'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { advance, intendCharge } from '@/lib/payments/charges'
import { pageToken } from '@/lib/sandbox-bank/message'
import { merchantCalls, payTrade } from '@/lib/sandbox-bank/trades'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'

/** An order is paid at the sandbox bank, of which nobody serves the line yet: both houses write into their books what they would have. */
export async function payAtTheBank(me: Ctx<Buyer>, orderId: string, method: 'wechat' | 'bank'): Promise<void> {
  const { order } = await getOrder(me, orderId)
  const { number, amountFen } = await inTransaction(me, async (tx) => {
    const locked = (await lockOrder(tx, { buyerId: me.actor.id, id: order.id }))!
    const charge = await intendCharge(tx, locked, { provider: 'sandbox', method })
    await advance(tx, charge, 'open', { address: `/bank/${charge.number}` })
    return charge
  })
  const lines = { subject: '演示数据', method, expiresAt: later(me.now, minutes(30)), returnUrl: '/orders', notifyUrl: '/' }
  await merchantCalls.charge({ orderNumber: number, amountFen, ...lines })
  await payTrade(me, number, pageToken(number), 'never')
  const notice = { chargeNumber: number, tradeNumber: `SB${number}`, amountFen, method, paidAt: me.now }
  await receivePayment({ ...me, actor: { kind: 'system' } }, 'sandbox', notice)
}
