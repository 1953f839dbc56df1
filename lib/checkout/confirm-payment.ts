import { and, eq } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { gateways } from './gateways/registry'
import { receivePayment } from './receive-payment'

/**
 * Asks the gateways about an unpaid order: the payer may come back before the notice does, or the notice be lost.
 * @throws NotFound, also for somebody else's
 */
export async function confirmPayment(ctx: Ctx<Buyer>, orderId: string): Promise<void> {
  const [order] = await ctx.db
    .select({ number: orders.number, status: orders.status })
    .from(orders)
    .where(and(eq(orders.buyerId, ctx.actor.id), eq(orders.id, orderId)))
  if (!order) throw new NotFound()
  if (order.status !== 'pending') return
  for (const gateway of gateways()) {
    const answer = await gateway.query(ctx, order.number)
    if (answer.state === 'paid') {
      await receivePayment(ctx, gateway.provider, answer.notice)
      return
    }
  }
}
