import { and, eq } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { type RosterFile, rosterRows, rosters } from '@/db/schema/rosters'
import { record } from '@/lib/audit/record'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { Refused } from '@/lib/shared/refused'
import { changesBetween } from './changes'
import { compareWithPlatform, numbersOf } from './compare'
import { type OpenRow, readRows, type SealedRow, seal, unchanged, writeRows } from './draft-rows'
import type { Choice } from './find-people'
import { findTemplateOfOther, getGroupClass, rowRulesOf } from './group-classes'
import { checkUpload } from './in-child'
import { setRoster } from './lock-roster'
import { lookUpAsTheyCome } from './look-up'
import type { CheckedRow } from './rules'
import { spendChecks, strangersAmong } from './spend-checks'
import { countRows } from './summary'
import type { UploadStep } from './upload-steps'
import { keepUpload } from './uploaded-file'
import type { Upload } from './worker-messages'

export type UploadProgress = Extract<UploadStep, { step: 'checking' | 'saving' }>

/** `choice`: of a file that was asked about. */
type Input = { classId: string; upload: Upload; onProgress?: (progress: UploadProgress) => void; choice?: Choice }

/**
 * 上传报名模版文件: reads and checks a file, and makes it the enterprise's draft for this class, in place of the one before it. The file
 * is read in a process of its own; everything is written in one transaction, or nothing is.
 * @returns the roster's id
 * @throws NotFound for classes that groups cannot join; Refused('enrolment_…' | 'class_full' | 'roster_checks_used_up' | as checkUpload says)
 */
export async function receiveUpload(ctx: Ctx<Enterprise>, { classId, upload, onProgress, choice }: Input): Promise<string> {
  const joined = await getGroupClass(ctx, classId)
  if (joined.refusal) throw new Refused(joined.refusal.code, joined.refusal.facts)
  const people = lookUpAsTheyCome(ctx, joined)
  const rosterId = (await findDraftId(ctx, classId)) ?? uuidv7(ctx.now.getTime())
  const sealed = new Map<CheckedRow, SealedRow>() // while the child is at the next rows; few of them change any more
  const take = (some: CheckedRow[], rows: number, of: number) => {
    for (const row of some) sealed.set(row, seal(ctx, rosterId, row))
    people.add(numbersOf(some))
    onProgress?.({ step: 'checking', rows, of })
  }
  const [checked, before, key] = await settled([
    checkUpload(upload, rowRulesOf(ctx), take, choice),
    readRows(ctx, rosterId),
    keepUpload(ctx, upload.bytes),
  ])
  onProgress?.({ step: 'saving' })
  const known = await people.all()
  await spendChecks(ctx, strangersAmong(checked.rows, known, before)).catch(async (error) => {
    await enqueue(ctx, 'rosters.forget', { enterpriseId: ctx.actor.id, key })
    throw error
  })
  const rows = compareWithPlatform(checked.rows, known)
  const { repairs, phonesDiffer, ...counts } = countRows(rows)
  const { rows: _, ...found } = checked
  const otherClass = await findTemplateOfOther(ctx, joined, found.place.above ?? [])
  const file: RosterFile = { name: upload.name.slice(0, 200), key, ...found, choice, otherClass, repairs, phonesDiffer }

  return inTransaction(ctx, async (tx) => {
    const draft = await lockDraft(tx, classId, rosterId)
    if (draft.id !== rosterId) sealed.clear() // another clerk's, of this moment: rows are bound to their roster
    const changes = draft.file.key ? changesBetween(await rowsBefore(tx, draft.id, { id: rosterId, rows: before }), rows) : null
    await tx.db.delete(rosterRows).where(and(eq(rosterRows.enterpriseId, tx.actor.id), eq(rosterRows.rosterId, draft.id)))
    await writeRows(
      tx,
      draft.id,
      rows.map((row) => sealed.get(row) ?? seal(tx, draft.id, row)),
      { replace: false },
    )
    await setRoster(tx, draft.id, { file, changes, ...counts, uploadedAt: tx.now })
    if (draft.file.key) await enqueue(tx, 'rosters.forget', { enterpriseId: tx.actor.id, key: draft.file.key })
    await record(tx, 'roster.upload', draft.id, { classId, ...counts })
    return draft.id
  })
}

/** All of them, or the first error once none is at work any more. */
async function settled<T extends unknown[]>(all: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(all)
  return Promise.all(all) as Promise<T>
}

async function findDraftId(ctx: Ctx<Enterprise>, classId: string): Promise<string | undefined> {
  const [draft] = await ctx.db.select({ id: rosters.id }).from(rosters).where(draftOf(ctx, classId))
  return draft?.id
}

/** The rows of the draft that is replaced: those read while the file was, unless somebody has changed it meanwhile. */
const rowsBefore = async (tx: Ctx<Enterprise>, id: string, before: { id: string; rows: OpenRow[] }): Promise<OpenRow[]> =>
  before.id === id && (await unchanged(tx, id, before.rows)) ? before.rows : readRows(tx, id)

const draftOf = (ctx: Ctx<Enterprise>, classId: string) =>
  and(eq(rosters.enterpriseId, ctx.actor.id), eq(rosters.classId, classId), eq(rosters.status, 'draft'))

/** The enterprise's draft for a class, locked until commit; an empty one with this id where there is none. A second clerk waits here for the first. */
async function lockDraft(tx: Ctx<Enterprise>, classId: string, id: string): Promise<{ id: string; file: RosterFile }> {
  const empty: RosterFile = { name: '', key: null, place: null, remarks: [] }
  await tx.db
    .insert(rosters)
    .values({
      id,
      enterpriseId: tx.actor.id,
      classId,
      file: empty,
      people: 0,
      ready: 0,
      uploadedAt: tx.now,
    })
    .onConflictDoNothing()
  const [draft] = await tx.db.select({ id: rosters.id, file: rosters.file }).from(rosters).where(draftOf(tx, classId)).for('update')
  if (!draft) throw new Refused('roster_changed') // submitted in this moment
  return draft
}
