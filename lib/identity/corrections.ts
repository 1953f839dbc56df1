import { randomBytes } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { uuidv7 } from '@/db/id'
import { corrections, trainees } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { encryptColumn } from '@/lib/shared/ciphers'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { storage } from '@/lib/shared/storage'
import { days, later } from '@/lib/shared/time'
import { checkDocument } from './check-document'
import { name } from './input'
import { findPendingPhoto } from './photo'
import { isIdNumberOf } from './queries'
import { normalizeIdNumber, normalizeText } from './rules'

const shared = {
  /** Names the picture of the document that was uploaded before. */
  version: z.coerce.number().int().positive({ error: '请先上传证件照片。' }),
  reason: z.string().transform(normalizeText).pipe(z.string().min(2, '请说明为什么要更正。').max(200, '说明最多 200 个字。')),
}
export const AskCorrectionInput = z.discriminatedUnion('field', [
  z.object({ field: z.literal('name'), name, ...shared }),
  z.object({
    field: z.literal('id_number'),
    idNumber: z.string().transform(normalizeIdNumber).pipe(z.string().min(1, '请填写正确的证件号码。').max(30)),
    ...shared,
  }),
])

/**
 * 更正申请: what should stand on file, with a picture of the document that says so. Whether the number is somebody else's is not told here.
 * @throws Refused('photo_missing' | 'correction_same' | 'correction_open' | 'too_many_attempts' | those of checkDocument)
 */
export async function askCorrection(ctx: Ctx<Trainee>, input: z.output<typeof AskCorrectionInput>): Promise<void> {
  await limitAttempts(ctx, `correction:${ctx.actor.id}`, { max: 20, windowMs: days(1) })
  const [person] = await ctx.db.select().from(trainees).where(eq(trainees.id, ctx.actor.id))
  const value = input.field === 'name' ? input.name : input.idNumber
  if (input.field === 'id_number') {
    checkDocument(person!.documentKind, value, ctx.now)
    if (isIdNumberOf(person!, value)) throw new Refused('correction_same', {}, 'idNumber')
  } else if (value === person!.name) throw new Refused('correction_same', {}, 'name')
  const picture = await findPendingPhoto(ctx, input.version)
  if (!picture) throw new Refused('photo_missing', {}, 'photo')
  const evidenceKey = `evidence/${ctx.actor.id}/${randomBytes(8).toString('hex')}.jpg`
  await storage().put(evidenceKey, picture)
  try {
    await inTransaction(ctx, async (tx) => {
      const asked = { traineeId: tx.actor.id, field: input.field, value, reason: input.reason, evidenceKey }
      const correction = await openCorrection(tx, asked)
      await record(tx, 'correction.ask', tx.actor.id, { correction, field: input.field })
    })
  } catch (error) {
    await storage().remove(evidenceKey)
    throw error
  }
}

type Asked = Pick<typeof corrections.$inferInsert, 'traineeId' | 'field' | 'reason' | 'evidenceKey' | 'evidenceNote' | 'askedBy'>

/** Writes down what should stand on file. @returns its id @throws Refused('correction_open') while another one waits */
export async function openCorrection(tx: Ctx, { value, ...asked }: Asked & { value: string }): Promise<string> {
  const key = { traineeId: asked.traineeId, id: uuidv7(tx.now.getTime()) }
  const valueCipher = encryptColumn('corrections.value_cipher', key, value)
  const [row] = await tx.db
    .insert(corrections)
    .values({ ...asked, ...key, valueCipher, askedAt: tx.now })
    .onConflictDoNothing()
    .returning({ id: corrections.id })
  if (!row) throw new Refused('correction_open')
  return row.id
}

/** What the trainee has asked for, newest first; the values wanted are not shown again. */
export async function listOwnCorrections(ctx: Ctx<Trainee>) {
  const { id, field, status, askedAt, decidedAt, answer } = corrections
  return ctx.db
    .select({ id, field, status, askedAt, decidedAt, answer })
    .from(corrections)
    .where(and(eq(corrections.traineeId, ctx.actor.id)))
    .orderBy(desc(askedAt))
    .limit(20)
}
/** Shown in 信息中心 for so long. */
const newsFor = days(30)

/** 更正申请 that were decided of late, the newest first. */
export async function listDecidedCorrections(ctx: Ctx<Trainee>) {
  const since = later(ctx.now, -newsFor)
  return (await listOwnCorrections(ctx))
    .filter(({ decidedAt }) => decidedAt && decidedAt > since)
    .sort((a, b) => b.decidedAt!.getTime() - a.decidedAt!.getTime())
}

export type OwnCorrection = Awaited<ReturnType<typeof listOwnCorrections>>[number]
