import { and, eq } from 'drizzle-orm'
import { transfers } from '@/db/schema/checkout'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { endOrder } from './end-order'
import { gatewayOf } from './gateways/registry'
import { lockOrder, type Order, titleOf } from './orders'
import { receivePayment } from './receive-payment'

type Asked = { orderId: string; method: string }

/**
 * 立即支付: registers the charge and says where to pay it. May be done again, with another method too. The gateway is asked first: the
 * order may be paid there already, or closed by a process that died before it ended the order here.
 * @returns the address of the gateway's page, or of the order when it is paid already
 * @throws NotFound; Refused('order_expired' | 'order_not_pending' | 'bank_unreachable' | 'order_closed_at_bank' | 'order_closed_transfer')
 */
export async function startPayment(ctx: Ctx<Buyer>, asked: Asked): Promise<string> {
  const address = await inTransaction(ctx, (tx) => start(tx, asked))
  if (!address) throw new Refused('order_closed_at_bank') // after it is ended here, too
  return address
}

async function start(tx: Ctx<Buyer>, { orderId, method }: Asked): Promise<string | null> {
  const order = await lockOrder(tx, { buyerId: tx.actor.id, id: orderId })
  if (!order) throw new NotFound()
  if (order.status === 'expired' || (order.status === 'pending' && order.expiresAt <= tx.now)) throw new Refused('order_expired')
  if (order.status !== 'pending') throw new Refused('order_not_pending')
  const [provider = '', kind = ''] = method.split('.')
  const gateway = gatewayOf(provider)
  if (!gateway?.methods.some(({ id }) => id === kind)) throw new Refused('bank_unreachable')
  const page = `${tx.actor.kind === 'enterprise' ? '/group' : ''}/orders/${order.id}`
  const known = await gateway.query(tx, order.number)
  if (known.state === 'paid') {
    await receivePayment(tx, provider, known.notice)
    return page
  }
  if (known.state === 'closed') {
    await endUnlessTransferred(tx, order)
    return null
  }
  return gateway.charge(tx, {
    orderNumber: order.number,
    amountFen: order.amountFen,
    subject: await titleOf(tx, order),
    method: kind,
    expiresAt: order.expiresAt,
    returnUrl: `${env().appUrl}${page}`,
  })
}

/** Nobody can pay it online any more. Its number stays, so that money which comes all the same is still known. */
async function endUnlessTransferred(tx: Ctx, order: Order): Promise<void> {
  const [announced] = await tx.db
    .select({ at: transfers.announcedAt })
    .from(transfers)
    .where(and(eq(transfers.buyerId, order.buyerId), eq(transfers.orderId, order.id)))
  if (announced) throw new Refused('order_closed_transfer')
  await endOrder(tx, order, 'cancelled')
}
