import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { classes } from '@/db/schema/catalog'
import { orderItems, orders } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { orderTitle } from './rules'

export type Order = typeof orders.$inferSelect
export type OrderKey = Pick<Order, 'buyerId' | 'id'>
export type OrderItem = typeof orderItems.$inferSelect

/** Locks an order until commit; null when there is none. */
export async function lockOrder(tx: Ctx, key: OrderKey | { number: string }): Promise<Order | null> {
  const which = 'number' in key ? eq(orders.number, key.number) : and(eq(orders.buyerId, key.buyerId), eq(orders.id, key.id))
  const [order] = await tx.db.select().from(orders).where(which).for('update')
  return order ?? null
}

/** What an order pays for: a class, single courses, or a class for many; without what was taken out or refunded singly. */
export async function itemsOf(tx: Ctx, order: OrderKey) {
  return tx.db
    .select({
      id: orderItems.id,
      traineeId: orderItems.traineeId,
      enrollmentId: orderItems.enrollmentId,
      courseId: orderItems.courseId,
      title: orderItems.title,
      amountFen: orderItems.amountFen,
    })
    .from(orderItems)
    .where(and(eq(orderItems.buyerId, order.buyerId), eq(orderItems.orderId, order.id), isNull(orderItems.endedAt)))
    .orderBy(asc(orderItems.title))
}

/** What an order is called, without reading all of its items. */
export async function titleOf(ctx: Ctx, order: OrderKey): Promise<string> {
  const [row] = await ctx.db
    .select({
      first: sql<string>`min(${orderItems.title})`,
      items: sql<number>`count(*)::int`,
      single: sql<boolean>`bool_or(${orderItems.courseId} is not null)`,
    })
    .from(orderItems)
    .where(and(eq(orderItems.buyerId, order.buyerId), eq(orderItems.orderId, order.id)))
  return orderTitle(row!.first, row!.items, row!.single)
}

/** Nothing is bought by these items any more: money that still comes for the order goes back. */
export const endItems = (tx: Ctx, order: OrderKey) =>
  tx.db
    .update(orderItems)
    .set({ endedAt: tx.now })
    .where(and(eq(orderItems.buyerId, order.buyerId), eq(orderItems.orderId, order.id), isNull(orderItems.endedAt)))

export const setOrder = (tx: Ctx, order: OrderKey, values: Partial<typeof orders.$inferInsert>) =>
  tx.db
    .update(orders)
    .set(values)
    .where(and(eq(orders.buyerId, order.buyerId), eq(orders.id, order.id)))

/** The order for a class that the same press made a moment ago, if it still waits; else the refusal stands. */
export async function waitingOrder(tx: Ctx<Trainee>, classId: string, error: unknown): Promise<{ id: string; enrollmentId: string }> {
  if (!(error instanceof Refused) || error.code !== 'order_waiting') throw error
  const [order] = await tx.db
    .select({ id: orders.id, enrollmentId: orderItems.enrollmentId })
    .from(orders)
    .innerJoin(orderItems, and(eq(orderItems.buyerId, orders.buyerId), eq(orderItems.orderId, orders.id)))
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .innerJoin(classes, and(eq(classes.id, enrollments.classId), eq(classes.id, classId)))
    .where(and(eq(orders.buyerId, tx.actor.id), eq(orders.status, 'pending'), gt(orders.expiresAt, tx.now)))
  if (!order) throw error
  return order
}
