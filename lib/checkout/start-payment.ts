import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { gatewayOf } from './gateways/registry'
import { itemsOf, lockOrder } from './orders'
import { orderTitle } from './rules'

/**
 * 立即支付: registers the charge and says where to pay it. May be done again, with another method too.
 * @returns the address of the gateway's page
 * @throws NotFound; Refused('order_expired' | 'order_not_pending' | 'bank_unreachable')
 */
export async function startPayment(ctx: Ctx<Trainee>, { orderId, method }: { orderId: string; method: string }): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { buyerId: tx.actor.id, id: orderId })
    if (!order) throw new NotFound()
    if (order.status === 'expired' || (order.status === 'pending' && order.expiresAt <= tx.now)) throw new Refused('order_expired')
    if (order.status !== 'pending') throw new Refused('order_not_pending')
    const [provider = '', kind = ''] = method.split('.')
    const gateway = gatewayOf(provider)
    if (!gateway?.methods.some(({ id }) => id === kind)) throw new Refused('bank_unreachable')
    const items = await itemsOf(tx, order)
    return gateway.charge(tx, {
      orderNumber: order.number,
      amountFen: order.amountFen,
      subject: orderTitle(items[0]!.title, items.length),
      method: kind,
      expiresAt: order.expiresAt,
      returnUrl: `${env().appUrl}/orders/${order.id}`,
    })
  })
}
