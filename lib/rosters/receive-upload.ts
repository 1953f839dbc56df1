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
import { getGroupClass, rowRulesOf } from './group-classes'
import { checkUpload } from './in-child'
import { setRoster } from './lock-roster'
import { lookUpAsTheyCome } from './look-up'
import type { CheckedRow } from './rules'
import { countRows } from './summary'
import type { UploadStep } from './upload-steps'
import { keepUpload } from './uploaded-file'
import type { Upload } from './worker-messages'

export type UploadProgress = Extract<UploadStep, { step: 'checking' | 'saving' }>

type Input = { classId: string; upload: Upload; onProgress?: (progress: UploadProgress) => void }

/**
 * 上传报名模版文件: reads and checks a file, and makes it the enterprise's draft for this class, in place of the one before it. The file
 * is read in a process of its own; everything is written in one transaction, or nothing is.
 * @returns the roster's id
 * @throws NotFound for classes that groups cannot join; Refused('enrolment_…' | 'class_full' | as checkUpload says)
 */
export async function receiveUpload(ctx: Ctx<Enterprise>, { classId, upload, onProgress }: Input): Promise<string> {
  const joined = await getGroupClass(ctx, classId)
  if (joined.refusal) throw new Refused(joined.refusal.code, joined.refusal.facts)
  const people = lookUpAsTheyCome(ctx, joined)
  const sealed = new Map<CheckedRow, SealedRow>() // while the child is at the next rows; few of them change any more
  const [checked, before, key] = await settled([
    checkUpload(upload, rowRulesOf(ctx), (some, rows, of) => {
      for (const row of some) sealed.set(row, seal(ctx, row))
      people.add(numbersOf(some))
      onProgress?.({ step: 'checking', rows, of })
    }),
    readDraft(ctx, classId),
    keepUpload(ctx, upload.bytes),
  ])
  onProgress?.({ step: 'saving' })
  const rows = compareWithPlatform(checked.rows, await people.all())
  const { repairs, ...counts } = countRows(rows)
  const file: RosterFile = { name: upload.name.slice(0, 200), key, place: checked.place, remarks: checked.remarks, repairs }

  return inTransaction(ctx, async (tx) => {
    const draft = await lockDraft(tx, classId)
    const changes = draft.file.key ? changesBetween(await rowsBefore(tx, draft.id, before), rows) : null
    await tx.db.delete(rosterRows).where(and(eq(rosterRows.enterpriseId, tx.actor.id), eq(rosterRows.rosterId, draft.id)))
    await writeRows(
      tx,
      draft.id,
      rows.map((row) => sealed.get(row) ?? seal(tx, row)),
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

type Before = { id: string; rows: OpenRow[] } | null

/** The draft as it is while the file is being read. */
async function readDraft(ctx: Ctx<Enterprise>, classId: string): Promise<Before> {
  const [draft] = await ctx.db.select({ id: rosters.id }).from(rosters).where(draftOf(ctx, classId))
  return draft ? { id: draft.id, rows: await readRows(ctx, draft.id) } : null
}

/** The rows of the draft that is replaced: those read before, unless somebody has changed it meanwhile. */
const rowsBefore = async (tx: Ctx<Enterprise>, id: string, before: Before): Promise<OpenRow[]> =>
  before?.id === id && (await unchanged(tx, id, before.rows)) ? before.rows : readRows(tx, id)

const draftOf = (ctx: Ctx<Enterprise>, classId: string) =>
  and(eq(rosters.enterpriseId, ctx.actor.id), eq(rosters.classId, classId), eq(rosters.status, 'draft'))

/** The enterprise's draft for a class, locked until commit; an empty one where there is none. A second clerk waits here for the first. */
async function lockDraft(tx: Ctx<Enterprise>, classId: string): Promise<{ id: string; file: RosterFile }> {
  const empty: RosterFile = { name: '', key: null, place: null, remarks: [] }
  await tx.db
    .insert(rosters)
    .values({
      id: uuidv7(tx.now.getTime()),
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
