import { and, eq } from 'drizzle-orm'
import { orderItems, orders } from '@/db/schema/checkout'
import type { Ctx } from '@/lib/shared/context'

export type Order = typeof orders.$inferSelect

/** Locks an order until commit; null when there is none. */
export async function lockOrder(tx: Ctx, key: { traineeId: string; id: string } | { number: string }): Promise<Order | null> {
  const which = 'number' in key ? eq(orders.number, key.number) : and(eq(orders.traineeId, key.traineeId), eq(orders.id, key.id))
  const [order] = await tx.db.select().from(orders).where(which).for('update')
  return order ?? null
}

/** The enrollments an order pays for. */
export async function itemsOf(tx: Ctx, order: Pick<Order, 'traineeId' | 'id'>) {
  return tx.db
    .select({ enrollmentId: orderItems.enrollmentId, title: orderItems.title })
    .from(orderItems)
    .where(and(eq(orderItems.traineeId, order.traineeId), eq(orderItems.orderId, order.id)))
}

export const setOrder = (tx: Ctx, order: Pick<Order, 'traineeId' | 'id'>, values: Partial<typeof orders.$inferInsert>) =>
  tx.db
    .update(orders)
    .set(values)
    .where(and(eq(orders.traineeId, order.traineeId), eq(orders.id, order.id)))
