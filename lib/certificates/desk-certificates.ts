import { and, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { classes } from '@/db/schema/catalog'
import { certificates } from '@/db/schema/certificates'
import { enrollments } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import type { Ctx, Staff } from '@/lib/shared/context'
import { containing, startingWith } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { normalizeCertificateNumber } from './rules'

export const certificateFilters = ['year', 'state', 'kind'] as const
type CertificateQuery = ListQuery<(typeof certificateFilters)[number]>

const ofEnrollment = and(eq(enrollments.traineeId, certificates.traineeId), eq(enrollments.id, certificates.enrollmentId))

/** Certificates of everybody, the latest first: by number, by the name on it, by class. */
export async function listCertificatesForDesk(ctx: Ctx<Staff>, query: CertificateQuery) {
  requireRight(ctx, 'certificates.read')
  const rows = await ctx.db
    .select({
      id: certificates.id,
      number: certificates.number,
      kind: certificates.kind,
      name: sql<string>`${certificates.snapshot}->>'name'`,
      title: sql<string>`${certificates.snapshot}->>'title'`,
      trainingClass: classes.title,
      hours: sql<number>`(${certificates.snapshot}->>'hours')::int`,
      issuedAt: certificates.issuedAt,
      revokedAt: certificates.revokedAt,
      replacedBy: certificates.replacedBy,
      total: sql<number>`count(*) over ()::int`,
    })
    .from(certificates)
    .innerJoin(enrollments, ofEnrollment)
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .where(and(inOwnRegions(ctx, classes.regionCode), ...conditions(query)))
    .orderBy(desc(certificates.issuedAt), desc(certificates.id))
    .limit(pageSize)
    .offset((query.page - 1) * pageSize)
  const total = rows[0]?.total ?? 0
  return { rows, total }
}

function conditions({ q, filters: { year, state, kind } }: CertificateQuery): (SQL | undefined)[] {
  const number = normalizeCertificateNumber(q)
  return [
    year && /^\d{4}$/.test(year) ? sql`(${certificates.snapshot}->>'year')::int = ${Number(year)}` : undefined,
    kind === 'training' || kind === 'hours' ? eq(certificates.kind, kind) : undefined,
    state === 'valid' ? isNull(certificates.revokedAt) : undefined,
    state === 'revoked' ? and(isNotNull(certificates.revokedAt), isNull(certificates.replacedBy)) : undefined,
    state === 'replaced' ? isNotNull(certificates.replacedBy) : undefined,
    !q
      ? undefined
      : /^[A-Z]{1,6}-\d/.test(number)
        ? sql`${certificates.number} like ${startingWith(number)}`
        : sql`(${certificates.snapshot}->>'name' = ${q} or ${classes.title} like ${containing(q)})`,
  ]
}

/** One certificate, with the person as registered now. @throws NotFound, also for one of a region that is not theirs */
export async function getCertificateForDesk(ctx: Ctx<Staff>, certificateId: string) {
  requireRight(ctx, 'certificates.read')
  const [row] = await ctx.db
    .select({
      certificate: certificates,
      classId: classes.id,
      person: { name: trainees.name, idNumberMasked: trainees.idNumberMasked, photoKey: trainees.photoKey },
    })
    .from(certificates)
    .innerJoin(enrollments, ofEnrollment)
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(trainees, eq(trainees.id, certificates.traineeId))
    .where(and(eq(certificates.id, certificateId), inOwnRegions(ctx, classes.regionCode)))
  if (!row) throw new NotFound()
  return row
}
