import type { z } from 'zod'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { openCorrection } from './corrections'
import { checkCaller, limitChecks } from './reset-person'
import type { CorrectNameInput } from './staff-people-input'

/**
 * 更正姓名 for somebody who cannot ask by themselves: it becomes a 更正申请 with the evidence in words, which another member of the staff decides.
 * @throws NotFound without the right 'people.reset'; Refused('caller_unmatched' | 'correction_same' | 'correction_open' | 'too_many_attempts')
 */
export async function correctNameFor(ctx: Ctx<Staff>, input: z.output<typeof CorrectNameInput>): Promise<void> {
  requireRight(ctx, 'people.reset')
  const { traineeId, name, evidence, reason } = input
  await limitChecks(ctx, traineeId)
  await inTransaction(ctx, async (tx) => {
    const person = await checkCaller(tx, traineeId, input.idNumber)
    if (name === person.name) throw new Refused('correction_same', {}, 'name')
    const asked = { traineeId, field: 'name' as const, value: name, reason, evidenceNote: evidence, askedBy: tx.actor.id }
    const correction = await openCorrection(tx, asked)
    await record(tx, 'correction.ask', traineeId, { correction, field: 'name', before: person.name, after: name, evidence, reason })
  })
}
