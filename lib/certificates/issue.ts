import { randomBytes } from 'node:crypto'
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { classes, courses, programs } from '@/db/schema/catalog'
import { type CertificateSnapshot, certificateSerials, certificates } from '@/db/schema/certificates'
import { enrollments, studies } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { listParts } from '@/lib/enrollment/queries'
import { tally } from '@/lib/enrollment/rules'
import type { Ctx } from '@/lib/shared/context'
import { formatDay } from '@/lib/shared/time'
import { issuer } from './issuer'
import { certificateNumber } from './rules'

/** Issues the certificate of a passed class, in the transaction that passes it. */
export async function issueCertificate(tx: Ctx, traineeId: string, enrollmentId: string): Promise<void> {
  const [facts] = await tx.db
    .select({
      trainee: trainees,
      trainingClass: classes,
      program: programs,
      activatedAt: enrollments.activatedAt,
      employer: enrollments.employer,
    })
    .from(enrollments)
    .innerJoin(trainees, eq(trainees.id, enrollments.traineeId))
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(and(eq(enrollments.traineeId, traineeId), eq(enrollments.id, enrollmentId)))
  if (!facts) throw new Error(`no enrollment ${enrollmentId}`)
  const { trainee, trainingClass, program, activatedAt } = facts
  const employer = facts.employer ?? trainee.employer // as given when enrolling, where that was asked
  const passed = await tx.db
    .select({
      title: courses.title,
      partId: studies.partId,
      creditHours: studies.creditHours,
      score: studies.bestScore,
      passedAt: studies.passedAt,
    })
    .from(studies)
    .innerJoin(courses, eq(courses.id, studies.courseId))
    .where(
      and(eq(studies.traineeId, traineeId), eq(studies.enrollmentId, enrollmentId), isNotNull(studies.passedAt), isNull(studies.endedAt)),
    )
    .orderBy(asc(studies.passedAt))
  const parts = (await listParts(tx, [program.id])).get(program.id) ?? []
  const tallies = tally(
    parts,
    passed.map((course) => ({ ...course, passed: true })),
  )

  const snapshot: CertificateSnapshot = {
    form: program.certificateForm,
    title: program.certificateTitle,
    name: trainee.name,
    idNumberMasked: trainee.idNumberMasked,
    employer,
    year: program.year,
    program: program.title,
    trainingClass: trainingClass.title,
    from: formatDay(activatedAt ?? tx.now),
    to: formatDay(tx.now),
    issuedOn: formatDay(tx.now),
    issuer: issuer(),
    parts: tallies.map(({ id, name, requiredHours, earned }) => ({
      name,
      courses: passed.filter((course) => course.partId === id).length,
      requiredHours,
      earnedHours: earned,
    })),
    courses: passed.map(({ title, creditHours, score }) => ({ title, hours: creditHours, score })),
    hours: tallies.reduce((sum, part) => sum + part.earned, 0),
    photoKey: trainee.photoKey,
  }
  const serial = await nextSerial(tx, program.certificatePrefix, program.year, trainingClass.regionCode)
  const number = certificateNumber(program.certificatePrefix, program.year, trainingClass.regionCode, serial)
  await tx.db.insert(certificates).values({
    traineeId,
    enrollmentId,
    kind: 'training',
    number,
    token: randomBytes(16).toString('base64url'),
    snapshot,
    issuedAt: tx.now,
  })
  await record(tx, 'certificate.issue', enrollmentId, { number })
}

/** Serials have no gaps: the row stays locked until the certificate is committed or given up. */
export async function nextSerial(tx: Ctx, prefix: string, year: number, regionCode: string): Promise<number> {
  const [row] = await tx.db
    .insert(certificateSerials)
    .values({ prefix, year, regionCode, last: 1 })
    .onConflictDoUpdate({
      target: [certificateSerials.prefix, certificateSerials.year, certificateSerials.regionCode],
      set: { last: sql`${certificateSerials.last} + 1` },
    })
    .returning({ last: certificateSerials.last })
  return row!.last
}
