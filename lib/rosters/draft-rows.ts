import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { rosterRows } from '@/db/schema/rosters'
import { blindIndex, blindIndexes } from '@/lib/shared/blind-index'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { inBatches } from '@/lib/shared/group'

import { sqlArray } from '@/lib/shared/sql-array'
import { marksOf } from './compare'
import { type DraftRow, openRow, type SealedCipher, sealRow, versionIn, versionOf } from './sealed-rows'

/** So many rows are sealed or opened before others have their turn: some milliseconds. */
const atOnce = 500

const othersTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** What the database keeps of a row: the row itself sealed, the rest to count, filter and find by. */
export type SealedRow = { row: number; dataCipher: SealedCipher; problems: string; repairs: number; keys: string }

export const seal = (ctx: Ctx<Enterprise>, rosterId: string, row: DraftRow): SealedRow => ({
  row: row.row,
  dataCipher: sealRow({ enterpriseId: ctx.actor.id, rosterId }, row),
  problems: [...new Set(row.problems.map(({ kind }) => kind))].join(),
  repairs: row.repairs.length,
  keys: keysOf(ctx.actor.id, row).join(),
})

/**
 * By which rows are found that have the number or the phone in common, without opening all. They tell only that, and only within one
 * enterprise: 32 bits of an HMAC. Rows that look alike and are not are opened in vain.
 */
export const keysOf = (enterpriseId: string, row: DraftRow): number[] =>
  marksOf(row).map((mark) => numberOf(blindIndex('roster-row', `${enterpriseId} ${mark}`)))

/** While DATA_KEY is being changed, rows of the previous key have the keys it made. */
const keysSought = (enterpriseId: string, row: DraftRow): number[] =>
  marksOf(row).flatMap((mark) => blindIndexes('roster-row', `${enterpriseId} ${mark}`).map(numberOf))

const numberOf = (index: string) => Buffer.from(index.slice(0, 6), 'base64url').readInt32BE()

/** Seals rows without holding up anybody else for long. */
export async function sealRows(ctx: Ctx<Enterprise>, rosterId: string, rows: DraftRow[]): Promise<SealedRow[]> {
  const sealed: SealedRow[] = []
  for (const some of inBatches(rows, atOnce)) {
    sealed.push(...some.map((row) => seal(ctx, rosterId, row)))
    await othersTurn()
  }
  return sealed
}

/** Writes rows; a few statements, however many there are. `replace`: in place of those that have their numbers, if there can be any. */
export async function writeRows(tx: Ctx<Enterprise>, rosterId: string, rows: SealedRow[], { replace = true } = {}): Promise<void> {
  const onConflict = replace
    ? sql`on conflict (enterprise_id, roster_id, row)
      do update set data_cipher = excluded.data_cipher, problems = excluded.problems, repairs = excluded.repairs, keys = excluded.keys`
    : sql``
  for (const some of inBatches(rows, 2 * atOnce)) {
    await tx.db.execute(sql`
      insert into roster_rows (enterprise_id, roster_id, row, data_cipher, problems, repairs, keys)
      select ${tx.actor.id}::uuid, ${rosterId}::uuid, given.row, given.data, string_to_array(given.problems, ','), given.repairs,
        string_to_array(given.keys, ',')::integer[]
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
        )},
        ${sqlArray(
          some.map(({ keys }) => keys),
          'text',
        )}
      ) as given (row, data, problems, repairs, keys)
      ${onConflict}`)
  }
}

export type OpenRow = DraftRow & { version: string }

/** The rows of a roster, all or which of them, opened, in the order of the file. */
export async function readRows(ctx: Ctx<Enterprise>, rosterId: string, which?: SQL): Promise<OpenRow[]> {
  const of = { enterpriseId: ctx.actor.id, rosterId }
  const open: OpenRow[] = []
  for (;;) {
    const mine = and(eq(rosterRows.enterpriseId, ctx.actor.id), eq(rosterRows.rosterId, rosterId))
    const some = await ctx.db
      .select({ row: rosterRows.row, dataCipher: rosterRows.dataCipher })
      .from(rosterRows)
      .where(and(mine, gt(rosterRows.row, open.at(-1)?.row ?? 0), which))
      .orderBy(asc(rosterRows.row))
      .limit(atOnce)
    open.push(...some.map((row) => ({ ...openRow(of, row), version: versionOf(row.dataCipher) })))
    if (some.length < atOnce) return open
  }
}

/** Those that may have a number or a phone in common with one of these. */
export function readAlike(ctx: Ctx<Enterprise>, rosterId: string, rows: DraftRow[]): Promise<OpenRow[]> {
  const keys = sqlArray(
    rows.flatMap((row) => keysSought(ctx.actor.id, row)),
    'integer',
  )
  return readRows(ctx, rosterId, sql`(${rosterRows.keys} && ${keys} or ${rosterRows.keys} is null)`)
}

/** Whether the rows in the database are still those that were read. */
export async function unchanged(tx: Ctx<Enterprise>, rosterId: string, rows: OpenRow[]): Promise<boolean> {
  const [now] = await tx.db
    .select({ versions: sql<string | null>`string_agg(${versionIn(rosterRows.dataCipher)}, '' order by ${rosterRows.row})` })
    .from(rosterRows)
    .where(and(eq(rosterRows.enterpriseId, tx.actor.id), eq(rosterRows.rosterId, rosterId)))
  return (now?.versions ?? '') === rows.map(({ version }) => version).join('')
}
