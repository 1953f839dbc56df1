import { and, desc, eq, sql } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { certificates } from '@/db/schema/certificates'
import { orderItems } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { certificatePacks } from '@/db/schema/rosters'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { requireApproved } from '@/lib/shared/staff'
import { ownCertificates } from './own-certificates'

/** 证书: the classes in which the enterprise's people have certificates, the newest year first, each with its latest pack. */
export async function listCertificateClasses(ctx: Ctx<Enterprise>) {
  requireApproved(ctx)
  const [rows, packs] = await Promise.all([
    ctx.db
      .select({
        classId: classes.id,
        title: classes.title,
        program: programs.title,
        year: programs.year,
        certificateTitle: programs.certificateTitle,
        people: sql<number>`count(*)::int`,
        lastIssuedAt: sql<string>`max(${certificates.issuedAt})`,
      })
      .from(orderItems)
      .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
      .innerJoin(
        certificates,
        and(eq(certificates.traineeId, orderItems.traineeId), eq(certificates.enrollmentId, orderItems.enrollmentId)),
      )
      .innerJoin(classes, eq(classes.id, enrollments.classId))
      .innerJoin(programs, eq(programs.id, classes.programId))
      .where(ownCertificates(ctx.actor.id))
      .groupBy(classes.id, programs.id)
      .orderBy(desc(programs.year), classes.title),
    ctx.db
      .selectDistinctOn([certificatePacks.classId])
      .from(certificatePacks)
      .where(eq(certificatePacks.enterpriseId, ctx.actor.id))
      .orderBy(certificatePacks.classId, desc(certificatePacks.askedAt)),
  ])
  const latest = new Map(packs.map((pack) => [pack.classId, pack]))
  return rows.map((row) => ({ ...row, lastIssuedAt: new Date(row.lastIssuedAt), pack: latest.get(row.classId) ?? null }))
}
export type CertificateClass = Awaited<ReturnType<typeof listCertificateClasses>>[number]
