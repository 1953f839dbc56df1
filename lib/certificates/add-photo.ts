import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { certificates } from '@/db/schema/certificates'
import { trainees } from '@/db/schema/identity'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { replaceCertificate } from './reissue-certificate'

export const AddPhotoInput = z.object({ certificateId: z.uuid() })

/**
 * 补照片换发 by the trainee: a certificate that was issued without a photo is replaced by one with the photo now on file. Once, as the new
 * one has a photo.
 * @returns the new certificate's id
 * @throws NotFound, also for somebody else's; Refused('certificate_revoked' | 'certificate_has_photo' | 'certificate_photo_missing')
 */
export async function addPhoto(ctx: Ctx<Trainee>, { certificateId }: z.output<typeof AddPhotoInput>): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const [old] = await tx.db
      .select()
      .from(certificates)
      .where(and(eq(certificates.traineeId, tx.actor.id), eq(certificates.id, certificateId)))
      .for('update')
    if (!old) throw new NotFound()
    if (old.revokedAt) throw new Refused('certificate_revoked')
    if (old.snapshot.photoKey) throw new Refused('certificate_has_photo')
    const [person] = await tx.db.select({ photoKey: trainees.photoKey }).from(trainees).where(eq(trainees.id, tx.actor.id))
    if (!person?.photoKey) throw new Refused('certificate_photo_missing')
    return replaceCertificate(tx, old, '本人补充照片')
  })
}
