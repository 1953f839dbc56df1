import { orders } from '@/db/schema/checkout'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { askCharges } from './ask-charges'
import { isOrder } from './orders'

/**
 * Asks the gateways about an unpaid order: the payer may come back before the notice does, or the notice be lost. `sparing`: so many
 * milliseconds pass between two questions about a charge, for a page that looks every few seconds.
 * @returns whether it was paid, and is booked now
 * @throws NotFound, also for somebody else's
 */
export async function confirmPayment(ctx: Ctx<Buyer>, orderId: string, sparing = 0): Promise<boolean> {
  const key = { buyerId: ctx.actor.id, id: orderId }
  const [order] = await ctx.db.select({ status: orders.status }).from(orders).where(isOrder(key))
  if (!order) throw new NotFound()
  return order.status === 'pending' && askCharges(ctx, key, sparing)
}
