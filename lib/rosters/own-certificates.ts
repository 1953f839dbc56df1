import { and, asc, eq, gt, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { certificates } from '@/db/schema/certificates'
import { orderItems } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import type { Ctx } from '@/lib/shared/context'

/** Valid training certificates of the people whom an enterprise enrolled and paid for; not of what they earned elsewhere. */
export const ownCertificates = (enterpriseId: string, more?: SQL, revokedToo = false) =>
  and(
    eq(orderItems.buyerId, enterpriseId),
    isNull(orderItems.endedAt),
    eq(enrollments.status, 'passed'),
    eq(certificates.kind, 'training'),
    revokedToo ? undefined : isNull(certificates.revokedAt),
    more,
  )

/** Some certificates of a class, by number; those after `after` that were there at `until`. */
export const listOwnCertificates = (
  ctx: Ctx,
  given: { enterpriseId: string; classId: string; after: string; until: Date; revokedToo?: boolean },
  most: number,
) =>
  ctx.db
    .select({ number: certificates.number, token: certificates.token, snapshot: certificates.snapshot })
    .from(orderItems)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .innerJoin(certificates, and(eq(certificates.traineeId, orderItems.traineeId), eq(certificates.enrollmentId, orderItems.enrollmentId)))
    .where(
      ownCertificates(
        given.enterpriseId,
        and(eq(enrollments.classId, given.classId), gt(certificates.number, given.after), lte(certificates.issuedAt, given.until)),
        given.revokedToo,
      ),
    )
    .orderBy(asc(certificates.number))
    .limit(most)

export const countOwnCertificates = async (ctx: Ctx, enterpriseId: string, classId: string): Promise<number> => {
  const [row] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(orderItems)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .innerJoin(certificates, and(eq(certificates.traineeId, orderItems.traineeId), eq(certificates.enrollmentId, orderItems.enrollmentId)))
    .where(ownCertificates(enterpriseId, eq(enrollments.classId, classId)))
  return row!.n
}
