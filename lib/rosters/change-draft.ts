import { and, eq } from 'drizzle-orm'
import { type RosterFile, rosterRows } from '@/db/schema/rosters'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireApproved } from '@/lib/shared/staff'
import { compareRows } from './compare'
import { type OpenRow, readRows, sealRows, writeRows } from './draft-rows'
import { lockRoster, setRoster } from './lock-roster'
import type { DraftRow } from './sealed-rows'
import { countRows } from './summary'

export type Draft = { id: string; classId: string; file: RosterFile; rows: OpenRow[] }

/** The row that somebody saw and wants to change. */
export type Seen = { rosterId: string; row: number; version: string }

/** What is to become of the rows of a draft, and of what is kept of its file. */
type Change = { rows: DraftRow[]; file?: Partial<RosterFile> }

/**
 * Changes one row of a draft under its lock, and compares all rows anew: a duplicate that is put right frees the other one. Only rows
 * that differ afterwards are written.
 * @throws NotFound, also for somebody else's and for what is no draft any more; Refused('roster_row_changed') when that row is not as it was seen
 */
export async function changeDraft(
  ctx: Ctx<Enterprise>,
  { rosterId, row, version }: Seen,
  change: (tx: Ctx<Enterprise>, draft: Draft, seen: OpenRow) => Promise<Change>,
): Promise<void> {
  requireApproved(ctx)
  if (!isId(rosterId)) throw new NotFound()
  await inTransaction(ctx, async (tx) => {
    const draft = await openDraft(tx, rosterId)
    const seen = draft.rows.find((one) => one.row === row)
    if (seen?.version !== version) throw new Refused('roster_row_changed')
    const { rows, file } = await change(tx, draft, seen)
    const compared = compareRows(rows)
    await write(tx, draft, compared)
    const { repairs, ...counts } = countRows(compared)
    await setRoster(tx, rosterId, { ...counts, file: { ...draft.file, ...file, repairs } })
  })
}

async function openDraft(tx: Ctx<Enterprise>, rosterId: string): Promise<Draft> {
  const { id, classId, file, status } = await lockRoster(tx, rosterId)
  if (status !== 'draft') throw new NotFound()
  return { id, classId, file, rows: await readRows(tx, id) }
}

async function write(tx: Ctx<Enterprise>, before: Draft, rows: DraftRow[]): Promise<void> {
  const old = new Map(before.rows.map((row) => [row.row, JSON.stringify(unversioned(row))]))
  const differing = rows.filter((row) => old.get(row.row) !== JSON.stringify(unversioned(row)))
  await writeRows(tx, before.id, await sealRows(differing.map(unversioned)))
  const left = new Set(rows.map(({ row }) => row))
  for (const { row } of before.rows)
    if (!left.has(row))
      await tx.db
        .delete(rosterRows)
        .where(and(eq(rosterRows.enterpriseId, tx.actor.id), eq(rosterRows.rosterId, before.id), eq(rosterRows.row, row)))
}

const unversioned = ({ version: _, ...row }: DraftRow & { version?: string }): DraftRow => row
