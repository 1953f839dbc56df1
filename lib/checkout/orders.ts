import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import { classes } from '@/db/schema/catalog'
import { type InvoiceTitle, orderItems, orders } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { record } from '@/lib/audit/record'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { orderTitle } from './rules'

export type Order = typeof orders.$inferSelect
export type OrderKey = Pick<Order, 'buyerId' | 'id'>
export type OrderItem = typeof orderItems.$inferSelect

/** The one order. */
export const isOrder = ({ buyerId, id }: OrderKey) => and(eq(orders.buyerId, buyerId), eq(orders.id, id))

/** Locks an order until commit; null when there is none. */
export async function lockOrder(tx: Ctx, key: OrderKey): Promise<Order | null> {
  const [order] = await tx.db.select().from(orders).where(isOrder(key)).for('update')
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

/** Whether the study period of something that an order is for is over: nobody can learn there any more. */
export async function isOver(ctx: Ctx, order: OrderKey): Promise<boolean> {
  const [over] = await ctx.db
    .select({ id: classes.id })
    .from(orderItems)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .innerJoin(classes, and(eq(classes.id, enrollments.classId), lte(classes.studyUntil, ctx.now)))
    .where(and(eq(orderItems.buyerId, order.buyerId), eq(orderItems.orderId, order.id), isNull(orderItems.endedAt)))
    .limit(1)
  return over !== undefined
}

/** Nobody pays for, or changes the way to pay for, what is paid already or ended. @throws Refused('order_expired' | 'order_not_pending') */
export function requirePending(tx: Ctx, order: Order): void {
  if (order.status === 'expired' || (order.status === 'pending' && order.expiresAt <= tx.now)) throw new Refused('order_expired')
  if (order.status !== 'pending') throw new Refused('order_not_pending')
}

/** Nobody pays for a class that is over. @throws Refused('study_period_over') */
export async function refuseEnded(tx: Ctx, order: OrderKey): Promise<void> {
  if (await isOver(tx, order)) throw new Refused('study_period_over')
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
  tx.db.update(orders).set(values).where(isOrder(order))

/**
 * Pressed once more, with another invoice perhaps: what was said last holds, while the order waits. One that is being paid this moment is
 * not waited for: whoever does that locks the class after it, and here the class is locked already.
 */
export async function keepLastInvoice(tx: Ctx<Trainee>, orderId: string, invoice: InvoiceTitle | null): Promise<string> {
  const [order] = await tx.db
    .select()
    .from(orders)
    .where(and(eq(orders.buyerId, tx.actor.id), eq(orders.id, orderId), eq(orders.status, 'pending')))
    .for('update', { skipLocked: true })
  if (!order || isDeepStrictEqual(order.invoiceTitle, invoice)) return orderId
  await setOrder(tx, order, { invoiceTitle: invoice })
  await record(tx, 'order.invoice', orderId)
  return orderId
}

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
