import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { rosterRows } from '@/db/schema/rosters'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { inBatches } from '@/lib/shared/group'
import { sqlArray } from '@/lib/shared/sql-array'
import { type DraftRow, openRow, sealRow, versionOf } from './sealed-rows'

/** So many rows are sealed or opened before others have their turn: some milliseconds. */
const atOnce = 500

const othersTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** What the database keeps of a row: the row itself sealed, the rest to count and filter by. */
export type SealedRow = { row: number; dataCipher: string; problems: string; repairs: number }

export const seal = (row: DraftRow): SealedRow => ({
  row: row.row,
  dataCipher: sealRow(row),
  problems: [...new Set(row.problems.map(({ kind }) => kind))].join(),
  repairs: row.repairs.length,
})

/** Seals rows without holding up anybody else for long. */
export async function sealRows(rows: DraftRow[]): Promise<SealedRow[]> {
  const sealed: SealedRow[] = []
  for (const some of inBatches(rows, atOnce)) {
    sealed.push(...some.map(seal))
    await othersTurn()
  }
  return sealed
}

/** Writes rows; a few statements, however many there are. `replace`: in place of those that have their numbers, if there can be any. */
export async function writeRows(tx: Ctx<Enterprise>, rosterId: string, rows: SealedRow[], { replace = true } = {}): Promise<void> {
  const onConflict = replace
    ? sql`on conflict (enterprise_id, roster_id, row)
      do update set data_cipher = excluded.data_cipher, problems = excluded.problems, repairs = excluded.repairs`
    : sql``
  for (const some of inBatches(rows, 2 * atOnce)) {
    await tx.db.execute(sql`
      insert into roster_rows (enterprise_id, roster_id, row, data_cipher, problems, repairs)
      select ${tx.actor.id}::uuid, ${rosterId}::uuid, given.row, given.data, string_to_array(given.problems, ','), given.repairs
      from unnest(
        ${sqlArray(
          some.map(({ row }) => row),
          'integer',
        )},
        ${sqlArray(
          some.map(({ dataCipher }) => dataCipher),
          'text',
        )},
        ${sqlArray(
          some.map(({ problems }) => problems),
          'text',
        )},
        ${sqlArray(
          some.map(({ repairs }) => repairs),
          'smallint',
        )}
      ) as given (row, data, problems, repairs)
      ${onConflict}`)
  }
}

export type OpenRow = DraftRow & { version: string }

/** All rows of a roster, opened, in the order of the file. */
export async function readRows(ctx: Ctx<Enterprise>, rosterId: string): Promise<OpenRow[]> {
  const open: OpenRow[] = []
  for (;;) {
    const some = await ctx.db
      .select({ row: rosterRows.row, dataCipher: rosterRows.dataCipher })
      .from(rosterRows)
      .where(and(eq(rosterRows.enterpriseId, ctx.actor.id), eq(rosterRows.rosterId, rosterId), gt(rosterRows.row, open.at(-1)?.row ?? 0)))
      .orderBy(asc(rosterRows.row))
      .limit(atOnce)
    open.push(...some.map(({ dataCipher }) => ({ ...openRow(dataCipher), version: versionOf(dataCipher) })))
    if (some.length < atOnce) return open
  }
}

/** Whether the rows in the database are still those that were read. */
export async function unchanged(tx: Ctx<Enterprise>, rosterId: string, rows: OpenRow[]): Promise<boolean> {
  const [now] = await tx.db
    .select({ versions: sql<string | null>`string_agg(left(${rosterRows.dataCipher}, 16), '' order by ${rosterRows.row})` })
    .from(rosterRows)
    .where(and(eq(rosterRows.enterpriseId, tx.actor.id), eq(rosterRows.rosterId, rosterId)))
  return (now?.versions ?? '') === rows.map(({ version }) => version).join('')
}
