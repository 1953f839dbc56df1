import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { gatewayOf } from './gateways/registry'
import { lockOrder, titleOf } from './orders'

/**
 * 立即支付: registers the charge and says where to pay it. May be done again, with another method too.
 * @returns the address of the gateway's page
 * @throws NotFound; Refused('order_expired' | 'order_not_pending' | 'bank_unreachable')
 */
export async function startPayment(ctx: Ctx<Buyer>, { orderId, method }: { orderId: string; method: string }): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { buyerId: tx.actor.id, id: orderId })
    if (!order) throw new NotFound()
    if (order.status === 'expired' || (order.status === 'pending' && order.expiresAt <= tx.now)) throw new Refused('order_expired')
    if (order.status !== 'pending') throw new Refused('order_not_pending')
    const [provider = '', kind = ''] = method.split('.')
    const gateway = gatewayOf(provider)
    if (!gateway?.methods.some(({ id }) => id === kind)) throw new Refused('bank_unreachable')
    return gateway.charge(tx, {
      orderNumber: order.number,
      amountFen: order.amountFen,
      subject: await titleOf(tx, order),
      method: kind,
      expiresAt: order.expiresAt,
      returnUrl: `${env().appUrl}${tx.actor.kind === 'enterprise' ? '/group' : ''}/orders/${order.id}`,
    })
  })
}
