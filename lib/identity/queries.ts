import { and, desc, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm'
import { locks } from '@/db/locks'
import { accounts, demoMessages, historyRecords, regions, smsCodes, trainees } from '@/db/schema/identity'
import { blindIndex, blindIndexes, isChangingKey } from '@/lib/shared/blind-index'
import { decryptColumn } from '@/lib/shared/ciphers'
import type { Actor, Ctx, Trainee } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { later, minutes } from '@/lib/shared/time'
import { isCardNumber } from './documents'
import { recipientKey, traineePhone, withPhone } from './phones'
import { maskPhone, type SentCode } from './rules'

const indexed = (normalized: string) => (isCardNumber(normalized) ? normalized : `passport:${normalized}`)

/**
 * The blind index under which an ID number can be found without being readable. Cards share one numbering, told apart by how they
 * begin; passports, which are not told apart from anything, stand under a prefix of their own.
 */
export const idNumberIndex = (normalized: string) => blindIndex('id-number', indexed(normalized))

/** Where a number may stand: under the current key first, and under the one before it while DATA_KEY is being changed. */
const idNumberIndexes = (normalized: string) => blindIndexes('id-number', indexed(normalized))

export const hasIdNumber = (normalized: string) => inArray(trainees.idNumberIndex, idNumberIndexes(normalized))
export const isIdNumberOf = (person: { idNumberIndex: string }, normalized: string) =>
  idNumberIndexes(normalized).includes(person.idNumberIndex)

/** To look up many numbers: all indexes that they may stand under, each with the one of `idNumberIndex`. */
export const indexesOf = (normalized: string[]): Map<string, string> =>
  new Map(
    normalized.flatMap((number) => {
      const indexes = idNumberIndexes(number)
      return indexes.map((index): [string, string] => [index, indexes[0]!])
    }),
  )

/**
 * Whoever writes a new number asks first. While DATA_KEY is being changed one number has two indexes, which being unique does not keep
 * apart: then those who write take turns until they commit, and each looks for both. Before any other lock of the transaction.
 */
export async function lockIdNumbers(tx: Ctx): Promise<void> {
  if (isChangingKey()) await tx.db.execute(sql`select pg_advisory_xact_lock(${locks.idNumbers})`)
}

export async function findTraineeByIdNumber(ctx: Ctx, idNumber: string) {
  const [row] = await ctx.db
    .select({
      id: trainees.id,
      name: trainees.name,
      ...traineePhone,
      passwordHash: accounts.passwordHash,
      mustActivate: accounts.mustActivate,
      status: accounts.status,
    })
    .from(trainees)
    .innerJoin(accounts, eq(accounts.id, trainees.id))
    .where(hasIdNumber(idNumber))
  return row ? withPhone(row) : null
}

/** The signed-in trainee's own data, as shown to them: the ID number whole, to be compared with the document; the phone masked. */
export async function getProfile(ctx: Ctx<Trainee>) {
  const [row] = await ctx.db
    .select({
      name: trainees.name,
      documentKind: trainees.documentKind,
      idNumberCipher: trainees.idNumberCipher,
      ...traineePhone,
      employer: trainees.employer,
      technicalGrade: trainees.technicalGrade,
      regionCode: trainees.regionCode,
      region: regions.name,
      photoKey: trainees.photoKey,
      createdAt: trainees.createdAt,
    })
    .from(trainees)
    .leftJoin(regions, eq(regions.code, trainees.regionCode))
    .where(eq(trainees.id, ctx.actor.id))
  if (!row) throw new Error('a session names a trainee that does not exist')
  const { idNumberCipher, phone, ...profile } = withPhone({ id: ctx.actor.id, ...row })
  return { ...profile, idNumber: ownNumber(ctx, idNumberCipher), phone: phone && maskPhone(phone) }
}

export type Profile = Awaited<ReturnType<typeof getProfile>>

const ownNumber = (ctx: Ctx<Trainee>, cipher: typeof trainees.$inferSelect.idNumberCipher) =>
  decryptColumn('trainees.id_number_cipher', { id: ctx.actor.id }, cipher).toString()

export async function getOwnIdNumber(ctx: Ctx<Trainee>): Promise<string> {
  const [row] = await ctx.db.select({ cipher: trainees.idNumberCipher }).from(trainees).where(eq(trainees.id, ctx.actor.id))
  return ownNumber(ctx, row!.cipher)
}

/** 历史记录: what a trainee earned on the old platform, newest year first. */
export async function listHistory(ctx: Ctx<Trainee>) {
  const { id, year, title, creditHours, certificateNumber, passedOn } = historyRecords
  return ctx.db
    .select({ id, year, title, creditHours, certificateNumber, passedOn })
    .from(historyRecords)
    .where(eq(historyRecords.traineeId, ctx.actor.id))
    .orderBy(desc(year), title)
}

/** The demo phone: messages of the last ten minutes. Nothing in production. */
export async function listDemoMessages(ctx: Ctx<Actor>) {
  if (env().mode !== 'demo') return []
  const rows = await ctx.db
    .select()
    .from(demoMessages)
    .where(gt(demoMessages.sentAt, later(ctx.now, -minutes(10))))
    .orderBy(desc(demoMessages.sentAt))
    .limit(20)
  return rows.map((row) => ({ ...row, phone: maskPhone(row.phone) }))
}

/** Codes sent to a phone in the last day, newest first; `network` is the one that asks now, hashed. */
export async function listSentCodes(ctx: Ctx, phone: string, network: string): Promise<SentCode[]> {
  return ctx.db
    .select({ sentAt: smsCodes.sentAt, purpose: smsCodes.purpose, near: sql<boolean>`${smsCodes.network} is not distinct from ${network}` })
    .from(smsCodes)
    .where(and(eq(smsCodes.recipient, recipientKey(phone)), gt(smsCodes.sentAt, later(ctx.now, -24 * 3_600_000))))
    .orderBy(desc(smsCodes.sentAt))
}

/** Whether a code to this phone was used from this network before. */
export async function wasProvedFrom(ctx: Ctx, phone: string, network: string): Promise<boolean> {
  const proved = and(eq(smsCodes.recipient, recipientKey(phone)), eq(smsCodes.network, network), isNotNull(smsCodes.usedAt))
  return (await ctx.db.select({ id: smsCodes.id }).from(smsCodes).where(proved).limit(1)).length > 0
}
