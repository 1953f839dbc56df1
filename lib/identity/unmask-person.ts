import type { z } from 'zod'
import { record } from '@/lib/audit/record'
import { decryptColumn } from '@/lib/shared/ciphers'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'

import { requireRight } from '@/lib/shared/staff'
import { lockPerson } from './lock-person'
import type { PersonReasonInput } from './staff-people-input'

/**
 * 查看完整信息: the whole numbers, for one answer. Who looked, at whom and why is written down first.
 * @throws NotFound without the right 'people.unmask', and for people of other regions
 */
export async function unmaskPerson(ctx: Ctx<Staff>, { traineeId, reason }: z.output<typeof PersonReasonInput>) {
  requireRight(ctx, 'people.unmask')
  return inTransaction(ctx, async (tx) => {
    const person = await lockPerson(tx, traineeId)
    await record(tx, 'person.unmask', traineeId, { reason })
    return { idNumber: decryptColumn('trainees.id_number_cipher', person, person.idNumberCipher).toString(), phone: person.phone }
  })
}
