import { and, eq } from 'drizzle-orm'
import { trainees } from '@/db/schema/identity'
import type { Ctx, Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { inOwnRegions } from '@/lib/shared/staff'
import { traineePhone, withPhone } from './phones'

/** A person whom somebody of the staff acts on, locked; only of own regions. @throws NotFound */
export async function lockPerson(tx: Ctx<Staff>, traineeId: string) {
  const [row] = await tx.db
    .select({
      id: trainees.id,
      name: trainees.name,
      documentKind: trainees.documentKind,
      idNumberCipher: trainees.idNumberCipher,
      idNumberIndex: trainees.idNumberIndex,
      idNumberMasked: trainees.idNumberMasked,
      ...traineePhone,
    })
    .from(trainees)
    .where(and(eq(trainees.id, traineeId), inOwnRegions(tx, trainees.regionCode)))
    .for('update')
  if (!row) throw new NotFound()
  return withPhone(row)
}
