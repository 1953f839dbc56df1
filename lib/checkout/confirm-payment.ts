import type { Ctx, Trainee } from '@/lib/shared/context'
import { gateways } from './gateways/registry'
import { getOrder } from './queries'
import { receivePayment } from './receive-payment'

/** Asks the gateways about an unpaid order: the trainee may come back before the notice does, or the notice be lost. */
export async function confirmPayment(ctx: Ctx<Trainee>, orderId: string): Promise<void> {
  const { order } = await getOrder(ctx, orderId)
  if (order.status !== 'pending') return
  for (const gateway of gateways()) {
    const answer = await gateway.query(ctx, order.number)
    if (answer.state === 'paid') return receivePayment(ctx, gateway.provider, answer.notice)
  }
}
