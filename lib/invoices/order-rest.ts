import { and, eq, isNull, sql } from 'drizzle-orm'
import { orderItems, orders } from '@/db/schema/checkout'
import type { Ctx } from '@/lib/shared/context'

/** What an invoice of a paid order is made out for: all of it that was not given back; 0 when it is not paid any more. */
export async function orderRestFen(ctx: Ctx, { buyerId, orderId }: { buyerId: string; orderId: string }): Promise<number> {
  const [row] = await ctx.db
    .select({ fen: sql<number>`coalesce(sum(${orderItems.amountFen}), 0)::int` })
    .from(orders)
    .innerJoin(orderItems, and(eq(orderItems.buyerId, orders.buyerId), eq(orderItems.orderId, orders.id), isNull(orderItems.endedAt)))
    .where(and(eq(orders.buyerId, buyerId), eq(orders.id, orderId), eq(orders.status, 'paid')))
  return row!.fen
}
