import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { classes, programs } from '@/db/schema/catalog'
import { certificates } from '@/db/schema/certificates'
import { enrollments } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { formatDay } from '@/lib/shared/time'
import { nextSerial } from './issue'
import { lockCertificate } from './revoke-certificate'
import { certificateNumber } from './rules'

/**
 * 换发, after a name, an ID number or a photo was corrected.
 * @returns the new certificate's id
 * @throws NotFound without the right 'certificates.revoke'; Refused('certificate_revoked' | 'certificate_unchanged')
 */
export async function reissueCertificate(
  ctx: Ctx<Staff>,
  { certificateId, reason }: { certificateId: string; reason: string },
): Promise<string> {
  requireRight(ctx, 'certificates.revoke')
  return inTransaction(ctx, async (tx) => replaceCertificate(tx, await lockCertificate(tx, certificateId), reason))
}

/**
 * A new certificate with a number of its own says what the old one proved, with the person as they are registered now, and the old one
 * points to it. Both or neither: the caller has locked the old one, which holds.
 * @returns the new certificate's id
 * @throws Refused('certificate_unchanged')
 */
export async function replaceCertificate(tx: Ctx, old: typeof certificates.$inferSelect, reason: string): Promise<string> {
  const { traineeId, enrollmentId, kind } = old
  const [now] = await tx.db
    .select({
      person: { name: trainees.name, idNumberMasked: trainees.idNumberMasked, photoKey: trainees.photoKey },
      prefix: programs.certificatePrefix,
      regionCode: classes.regionCode,
    })
    .from(enrollments)
    .innerJoin(trainees, eq(trainees.id, enrollments.traineeId))
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(and(eq(enrollments.traineeId, traineeId), eq(enrollments.id, enrollmentId)))
  const { person, prefix, regionCode } = now!
  const { name, idNumberMasked, photoKey } = old.snapshot
  if (person.name === name && person.idNumberMasked === idNumberMasked && person.photoKey === photoKey)
    throw new Refused('certificate_unchanged')
  const snapshot = { ...old.snapshot, ...person, issuedOn: formatDay(tx.now) }
  const number = certificateNumber(prefix, snapshot.year, regionCode, await nextSerial(tx, prefix, snapshot.year, regionCode))
  const id = uuidv7(tx.now.getTime())
  await tx.db
    .update(certificates)
    .set({ revokedAt: tx.now, revokedReason: reason, replacedBy: id })
    .where(and(eq(certificates.traineeId, traineeId), eq(certificates.id, old.id)))
  const token = randomBytes(16).toString('base64url')
  await tx.db.insert(certificates).values({ id, traineeId, enrollmentId, kind, number, token, snapshot, issuedAt: tx.now })
  await record(tx, 'certificate.reissue', old.id, { number, replaces: old.number, reason })
  return id
}
