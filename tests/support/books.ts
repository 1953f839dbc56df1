import { and, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { classes } from '@/db/schema/catalog'
import { orders } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { payments, refunds } from '@/db/schema/payments'
import type { Ctx, Trainee } from '@/lib/shared/context'

/** What is written in the books, read straight from them. */

export const seatsTaken = async (classId: string): Promise<number> =>
  (await db().select({ n: classes.seatsTaken }).from(classes).where(eq(classes.id, classId)))[0]!.n

export const statusOf = async (orderId: string): Promise<string> =>
  (await db().select({ status: orders.status }).from(orders).where(eq(orders.id, orderId)))[0]!.status

export const paymentsOf = (orderId: string) =>
  db().select({ tradeNumber: payments.tradeNumber, amountFen: payments.amountFen }).from(payments).where(eq(payments.orderId, orderId))

/** The refunds of an order, as makeRefund wants them. */
export const refundsOf = async (orderId: string) =>
  (
    await db()
      .select({
        buyerId: refunds.buyerId,
        refundId: refunds.id,
        status: refunds.status,
        amountFen: refunds.amountFen,
        tradeNumber: payments.tradeNumber,
        problem: refunds.problem,
      })
      .from(refunds)
      .innerJoin(payments, and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId)))
      .where(eq(payments.orderId, orderId))
      .orderBy(refunds.id)
  ).map(({ buyerId, refundId, ...rest }) => ({ key: { buyerId, refundId }, ...rest }))

export const enrollmentsOf = (me: Ctx<Trainee>) =>
  db().select({ classId: enrollments.classId, status: enrollments.status }).from(enrollments).where(eq(enrollments.traineeId, me.actor.id))

/** What somebody did, by name. */
export async function deedsOf({ actor }: { actor: { id: string } }): Promise<string[]> {
  const rows = await db().select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.actorId, actor.id)).orderBy(auditLog.id)
  return rows.map(({ action }) => action)
}

/** What the audit log says was done to something, by name. */
export async function recordsOf(subjectId: string): Promise<string[]> {
  const rows = await db().select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.subjectId, subjectId))
  return rows.map(({ action }) => action).sort()
}
