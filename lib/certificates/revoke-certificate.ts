import { and, eq } from 'drizzle-orm'
import { certificates } from '@/db/schema/certificates'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { getCertificateForDesk } from './desk-certificates'

type Revocation = { certificateId: string; reason: string }

/**
 * A certificate holds no more: it is not printed any longer, and whoever checks it reads why.
 * @throws NotFound without the right 'certificates.revoke'; Refused('certificate_revoked')
 */
export async function revokeCertificate(ctx: Ctx<Staff>, { certificateId, reason }: Revocation): Promise<void> {
  requireRight(ctx, 'certificates.revoke')
  await inTransaction(ctx, async (tx) => {
    const { traineeId, number } = await lockCertificate(tx, certificateId)
    await tx.db
      .update(certificates)
      .set({ revokedAt: tx.now, revokedReason: reason })
      .where(and(eq(certificates.traineeId, traineeId), eq(certificates.id, certificateId)))
    await record(tx, 'certificate.revoke', certificateId, { number, reason })
  })
}

/** One that holds, locked until commit. @throws NotFound; Refused('certificate_revoked') */
export async function lockCertificate(tx: Ctx<Staff>, certificateId: string) {
  const { certificate } = await getCertificateForDesk(tx, certificateId)
  const [locked] = await tx.db
    .select()
    .from(certificates)
    .where(and(eq(certificates.traineeId, certificate.traineeId), eq(certificates.id, certificateId)))
    .for('update')
  if (locked!.revokedAt) throw new Refused('certificate_revoked')
  return locked!
}
