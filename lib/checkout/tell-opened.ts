import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import { classes } from '@/db/schema/catalog'
import { orderItems } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { accounts, enterprises, trainees } from '@/db/schema/identity'
import { notifyByPhone } from '@/lib/identity/notify'
import { once } from '@/lib/identity/once'
import { phoneOf } from '@/lib/identity/phones'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { enqueue, type JobData } from '@/lib/shared/jobs'
import { days, later } from '@/lib/shared/time'

const atOnce = 200

/**
 * Tells those of an enterprise's people who have not activated their account yet that a class is open to them; some at a time, each
 * batch with the job for the next in one transaction. Called by the job queue; a batch that was told is not told again.
 */
export async function tellOpened(ctx: Ctx, { buyerId, orderId, after }: JobData['groups.tell']): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!(await once(tx, `told:${orderId}:${after}`, later(tx.now, days(30))))) return
    const people = await tx.db
      .select({ traineeId: orderItems.traineeId, phoneCipher: trainees.phoneCipher, enterprise: enterprises.name, title: classes.title })
      .from(orderItems)
      .innerJoin(enterprises, eq(enterprises.id, orderItems.buyerId))
      .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
      .innerJoin(classes, eq(classes.id, enrollments.classId))
      .innerJoin(trainees, eq(trainees.id, orderItems.traineeId))
      .innerJoin(accounts, eq(accounts.id, orderItems.traineeId))
      .where(
        and(
          eq(orderItems.buyerId, buyerId),
          eq(orderItems.orderId, orderId),
          isNull(orderItems.endedAt),
          eq(enrollments.status, 'active'),
          eq(accounts.mustActivate, true),
          isNotNull(trainees.phoneCipher),
          after ? gt(orderItems.traineeId, after) : undefined,
        ),
      )
      .orderBy(asc(orderItems.traineeId))
      .limit(atOnce)
    for (const { traineeId: id, phoneCipher, enterprise, title } of people)
      await notifyByPhone(tx, { phone: phoneOf({ id, phoneCipher })!, kind: 'roster_opened', facts: { enterprise, title } })
    const last = people.at(-1)
    if (last && people.length === atOnce) await enqueue(tx, 'groups.tell', { buyerId, orderId, after: last.traineeId })
  })
}
