import { and, asc, count, desc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { corrections, regions, staff, trainees } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { maskIdNumber } from '@/lib/identity/rules'
import { decryptColumn } from '@/lib/shared/ciphers'
import type { Ctx, Staff } from '@/lib/shared/context'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'

import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'

export type CorrectionFilter = 'state' | 'field'
const states = ['open', 'approved', 'declined'] as const
const fields = ['name', 'id_number'] as const
const known = <T extends string>(list: readonly T[], value: string | undefined) => list.find((one) => one === value)

/** 更正申请; without a filter those that wait, oldest first. @throws NotFound without the right 'people.correct' */
export async function listCorrections(ctx: Ctx<Staff>, query: ListQuery<CorrectionFilter>) {
  requireRight(ctx, 'people.correct')
  const state = known(states, query.filters.state) ?? 'open'
  const field = known(fields, query.filters.field)
  const matching = and(eq(corrections.status, state), field && eq(corrections.field, field), inOwnRegions(ctx, trainees.regionCode))
  const [rows, [all]] = await Promise.all([
    ctx.db
      .select({
        id: corrections.id,
        traineeId: corrections.traineeId,
        field: corrections.field,
        status: corrections.status,
        reason: corrections.reason,
        askedAt: corrections.askedAt,
        decidedAt: corrections.decidedAt,
        name: trainees.name,
        idNumberMasked: trainees.idNumberMasked,
        region: regions.name,
      })
      .from(corrections)
      .innerJoin(trainees, eq(trainees.id, corrections.traineeId))
      .leftJoin(regions, eq(regions.code, trainees.regionCode))
      .where(matching)
      .orderBy(state === 'open' ? asc(corrections.askedAt) : desc(corrections.decidedAt))
      .limit(pageSize)
      .offset((query.page - 1) * pageSize),
    ctx.db.select({ n: count() }).from(corrections).innerJoin(trainees, eq(trainees.id, corrections.traineeId)).where(matching),
  ])
  return { rows, total: all!.n }
}
export type CorrectionRow = Awaited<ReturnType<typeof listCorrections>>['rows'][number]

const asker = alias(staff, 'asker')
type Key = { traineeId: string; correctionId: string }

async function findCorrection(ctx: Ctx<Staff>, { traineeId, correctionId }: Key) {
  requireRight(ctx, 'people.correct')
  const [row] = await ctx.db
    .select({ correction: corrections, person: trainees, decider: staff.name, asker: asker.name })
    .from(corrections)
    .innerJoin(trainees, eq(trainees.id, corrections.traineeId))
    .leftJoin(staff, eq(staff.id, corrections.decidedBy))
    .leftJoin(asker, eq(asker.id, corrections.askedBy))
    .where(and(eq(corrections.traineeId, traineeId), eq(corrections.id, correctionId), inOwnRegions(ctx, trainees.regionCode)))
  if (!row) throw new NotFound()
  return row
}

/**
 * What is on file beside what it should be. While it is open the whole values are shown, to be compared with the document, and the look is
 * written down; afterwards numbers are masked.
 * @throws NotFound without the right 'people.correct'
 */
export async function getCorrection(ctx: Ctx<Staff>, key: Key) {
  const { correction, person, decider, asker: askedFor } = await findCorrection(ctx, key)
  const open = correction.status === 'open'
  const wanted = decryptColumn('corrections.value_cipher', correction, correction.valueCipher).toString()
  const ofNumber = correction.field === 'id_number'
  if (open) await record(ctx, 'correction.view', person.id, { correction: correction.id })
  const number = () => decryptColumn('trainees.id_number_cipher', person, person.idNumberCipher).toString()
  const onFile = ofNumber ? (open ? number() : person.idNumberMasked) : person.name
  return {
    id: correction.id,
    traineeId: person.id,
    field: correction.field,
    status: correction.status,
    reason: correction.reason,
    askedAt: correction.askedAt,
    /** Who of the staff asked for the trainee, and what they saw. */
    asker: correction.askedBy && (askedFor ?? '工作人员'),
    own: correction.askedBy === ctx.actor.id,
    evidenceNote: correction.evidenceNote,
    decidedAt: correction.decidedAt,
    decider,
    answer: correction.answer,
    hasEvidence: open && correction.evidenceKey !== null,
    name: person.name,
    documentKind: person.documentKind,
    idNumberMasked: person.idNumberMasked,
    employer: person.employer,
    onFile,
    wanted: ofNumber && !open ? maskIdNumber(wanted) : wanted,
  }
}

/** The picture of the document, while the request is open. @throws NotFound */
export async function getEvidence(ctx: Ctx<Staff>, key: Key): Promise<Buffer> {
  const { correction } = await findCorrection(ctx, key)
  const picture = correction.status === 'open' && correction.evidenceKey ? await storage().get(correction.evidenceKey) : null
  if (!picture) throw new NotFound()
  return picture
}
