import { and, eq, gt } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { classes, programs } from '@/db/schema/catalog'
import { type InvoiceTitle, orderItems, orders } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { record } from '@/lib/audit/record'
import { activateSeat, reserveSeat } from '@/lib/enrollment/seats'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { later } from '@/lib/shared/time'
import { newOrderNumber, orderLifetime } from './rules'

/**
 * 提交订单: takes a seat and makes the order for it. Pressing twice gives the same order. A free class opens at once.
 * @returns the order's id
 * @throws Refused as reserveSeat says
 */
export async function placeOrder(ctx: Ctx<Trainee>, input: { classId: string; invoice: InvoiceTitle | null }): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const seat = await reserveSeat(tx, input.classId).catch((error) => waitingOrder(tx, input.classId, error))
    if (typeof seat === 'string') return seat
    const [program] = await tx.db.select({ feeFen: programs.feeFen }).from(programs).where(eq(programs.id, seat.programId))
    const amountFen = program!.feeFen
    const traineeId = tx.actor.id
    const id = uuidv7(tx.now.getTime())
    const free = amountFen === 0
    await tx.db.insert(orders).values({
      id,
      traineeId,
      number: newOrderNumber(tx.now),
      amountFen,
      invoiceTitle: free ? null : input.invoice,
      createdAt: tx.now,
      expiresAt: later(tx.now, orderLifetime),
      ...(free && { status: 'paid' as const, paidAt: tx.now }),
    })
    await tx.db.insert(orderItems).values({ traineeId, orderId: id, enrollmentId: seat.id, title: seat.classTitle, amountFen })
    await record(tx, 'order.place', id, { classId: input.classId, amountFen })
    if (free) await activateSeat(tx, { traineeId, enrollmentId: seat.id })
    return id
  })
}

/** The order that the same press made a moment ago, if it still waits; else the refusal stands. */
async function waitingOrder(tx: Ctx<Trainee>, classId: string, error: unknown): Promise<string> {
  if (!(error instanceof Refused) || error.code !== 'order_waiting') throw error
  const [order] = await tx.db
    .select({ id: orders.id })
    .from(orders)
    .innerJoin(orderItems, and(eq(orderItems.traineeId, orders.traineeId), eq(orderItems.orderId, orders.id)))
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .innerJoin(classes, and(eq(classes.id, enrollments.classId), eq(classes.id, classId)))
    .where(and(eq(orders.traineeId, tx.actor.id), eq(orders.status, 'pending'), gt(orders.expiresAt, tx.now)))
  if (!order) throw error
  return order.id
}
