import { and, eq } from 'drizzle-orm'
import { type RosterFile, rosterRows } from '@/db/schema/rosters'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireApproved } from '@/lib/shared/staff'
import { compareRows } from './compare'
import { type OpenRow, readAlike, readRows, sealRows, writeRows } from './draft-rows'
import { lockRoster, type Roster, setRoster } from './lock-roster'
import type { DraftRow } from './sealed-rows'
import { recount } from './summary'

/** The row that somebody saw and wants to change. */
export type Seen = { rosterId: string; row: number; version: string }

/** What is to become of it (null: it goes), and of what is kept of its file. */
type Change = { row: DraftRow | null; file?: Partial<RosterFile> }

/**
 * Changes one row of a draft under its lock, and compares it anew with the others: a duplicate that is put right frees the other one. Only
 * rows that have something in common with it are read, and only those that differ afterwards are written.
 * @throws NotFound, also for somebody else's and for what is no draft any more; Refused('roster_row_changed') when that row is not as it was seen
 */
export async function changeDraft(
  ctx: Ctx<Enterprise>,
  { rosterId, row, version }: Seen,
  change: (tx: Ctx<Enterprise>, draft: Roster, seen: OpenRow) => Promise<Change>,
): Promise<void> {
  requireApproved(ctx)
  if (!isId(rosterId)) throw new NotFound()
  await inTransaction(ctx, async (tx) => {
    const draft = await lockRoster(tx, rosterId)
    if (draft.status !== 'draft') throw new NotFound()
    const [seen] = await readRows(tx, rosterId, eq(rosterRows.row, row))
    if (seen?.version !== version) throw new Refused('roster_row_changed')
    const changed = await change(tx, draft, seen)
    const { before, after } = await compareAnew(tx, rosterId, seen, changed.row)
    await write(tx, rosterId, before, after)
    const { people, ready, file } = draft
    const kept = { people, ready, repairs: file.repairs ?? {}, phonesDiffer: file.phonesDiffer ?? 0 }
    const { repairs, phonesDiffer, ...counts } = recount(kept, before, after)
    await setRoster(tx, rosterId, { ...counts, file: { ...file, ...changed.file, repairs, phonesDiffer } })
  })
}

/**
 * Whoever shared something with the row, or shares it now, may stand differently; how, depends on whom they share something with in turn.
 */
async function compareAnew(tx: Ctx<Enterprise>, rosterId: string, seen: OpenRow, changed: DraftRow | null) {
  const others = (rows: OpenRow[]) => rows.filter(({ row }) => row !== seen.row)
  const own = changed ? [changed] : []
  const touched = others(await readAlike(tx, rosterId, [seen, ...own]))
  const around = others(await readAlike(tx, rosterId, [...touched, ...own]))
  const compared = compareRows<DraftRow>([...around, ...own].sort((a, b) => a.row - b.row))
  const concerned = new Set([seen, ...touched].map(({ row }) => row))
  return { before: [seen, ...touched], after: compared.filter(({ row }) => concerned.has(row)) }
}

async function write(tx: Ctx<Enterprise>, rosterId: string, before: OpenRow[], after: DraftRow[]): Promise<void> {
  const old = new Map(before.map((row) => [row.row, JSON.stringify(unversioned(row))]))
  const differing = after.map(unversioned).filter((row) => old.get(row.row) !== JSON.stringify(row))
  await writeRows(tx, rosterId, await sealRows(tx, rosterId, differing))
  const left = new Set(after.map(({ row }) => row))
  for (const { row } of before)
    if (!left.has(row))
      await tx.db
        .delete(rosterRows)
        .where(and(eq(rosterRows.enterpriseId, tx.actor.id), eq(rosterRows.rosterId, rosterId), eq(rosterRows.row, row)))
}

const unversioned = ({ version: _, ...row }: DraftRow & { version?: string }): DraftRow => row
