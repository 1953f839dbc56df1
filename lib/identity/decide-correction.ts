import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { corrections, trainees } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { decryptColumn, encryptColumn } from '@/lib/shared/ciphers'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'

import { requireRight } from '@/lib/shared/staff'
import { lockPerson } from './lock-person'
import { notifyByPhone } from './notify'
import { hasIdNumber, idNumberIndex, lockIdNumbers } from './queries'
import { maskIdNumber, normalizeText } from './rules'
import { endSessions } from './sessions'

const key = { traineeId: z.uuid(), correctionId: z.uuid() }
export const ApproveCorrectionInput = z.object(key)
export const DeclineCorrectionInput = z.object({
  ...key,
  answer: z.string().transform(normalizeText).pipe(z.string().min(2, '请填写不同意的原因，会显示给学员。').max(200, '最多 200 个字。')),
})
type Key = z.output<typeof ApproveCorrectionInput>
type Asked = typeof corrections.$inferSelect

/**
 * 同意更正: the identity changes in one transaction with its blind index; who signs in with another number from now on is signed out. The
 * picture of the document goes. Certificates stay as they were issued until they are issued anew.
 * @throws NotFound without the right 'people.correct'; Refused('correction_decided' | 'correction_taken' | 'correction_own')
 */
export async function approveCorrection(ctx: Ctx<Staff>, input: Key): Promise<void> {
  requireRight(ctx, 'people.correct')
  await inTransaction(ctx, async (tx) => {
    await lockIdNumbers(tx)
    const person = await lockPerson(tx, input.traineeId)
    const asked = await lockOpen(tx, input)
    if (asked.askedBy === tx.actor.id) throw new Refused('correction_own')
    const value = decryptColumn('corrections.value_cipher', asked, asked.valueCipher).toString()
    const change = asked.field === 'name' ? { name: value } : numberOf(person.id, value)
    if ('idNumberIndex' in change) {
      const [taken] = await tx.db.select({ id: trainees.id }).from(trainees).where(hasIdNumber(value))
      if (taken) throw new Refused('correction_taken')
      await endSessions(tx, person.id, 'reset')
    }
    await tx.db.update(trainees).set(change).where(eq(trainees.id, person.id)).catch(refuseTaken)
    await decide(tx, input, { status: 'approved' })
    await tell(tx, person, asked.field, '已通过')
    await record(tx, 'correction.approve', person.id, {
      correction: input.correctionId,
      field: asked.field,
      before: asked.field === 'name' ? person.name : person.idNumberMasked,
      after: asked.field === 'name' ? value : maskIdNumber(value),
    })
  })
}

/** 不同意, with an answer that the trainee reads. @throws NotFound as above; Refused('correction_decided') */
export async function declineCorrection(ctx: Ctx<Staff>, { answer, ...input }: z.output<typeof DeclineCorrectionInput>): Promise<void> {
  requireRight(ctx, 'people.correct')
  await inTransaction(ctx, async (tx) => {
    const person = await lockPerson(tx, input.traineeId)
    const asked = await lockOpen(tx, input)
    await decide(tx, input, { status: 'declined', answer })
    await tell(tx, person, asked.field, '未通过')
    await record(tx, 'correction.decline', input.traineeId, { correction: input.correctionId, field: asked.field, answer })
  })
}

/** By SMS, where there is a phone; 信息中心 says it as well. */
async function tell(tx: Ctx<Staff>, { phone }: { phone: string | null }, field: Asked['field'], result: string): Promise<void> {
  const facts = { field: field === 'name' ? '姓名' : '证件号码', result }
  if (phone) await notifyByPhone(tx, { phone, kind: 'correction_decided', facts })
}

const numberOf = (id: string, idNumber: string) => ({
  idNumberCipher: encryptColumn('trainees.id_number_cipher', { id }, idNumber),
  idNumberIndex: idNumberIndex(idNumber),
  idNumberMasked: maskIdNumber(idNumber),
})

/** Somebody registered with the number, or was corrected to it, at this very moment. */
function refuseTaken(error: unknown): never {
  const cause = error instanceof Error ? error.cause : null
  if (cause && typeof cause === 'object' && 'code' in cause && cause.code === '23505') throw new Refused('correction_taken')
  throw error
}

const keyed = ({ traineeId, correctionId }: Key) => and(eq(corrections.traineeId, traineeId), eq(corrections.id, correctionId))

async function lockOpen(tx: Ctx, input: Key) {
  const [asked] = await tx.db.select().from(corrections).where(keyed(input)).for('update')
  if (!asked) throw new NotFound()
  if (asked.status !== 'open') throw new Refused('correction_decided')
  if (asked.evidenceKey) await enqueue(tx, 'photos.forget', { key: asked.evidenceKey })
  return asked
}

const decide = (tx: Ctx<Staff>, input: Key, decision: { status: 'approved' | 'declined'; answer?: string }) =>
  tx.db
    .update(corrections)
    .set({ ...decision, evidenceKey: null, decidedAt: tx.now, decidedBy: tx.actor.id })
    .where(keyed(input))
