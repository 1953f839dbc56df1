import { type SQLWrapper, sql } from 'drizzle-orm'
import type { Cipher } from '@/db/columns'
import { decryptColumn, encryptColumn, prefixLength } from '@/lib/shared/ciphers'
import { type Column, columnList } from './columns'
import type { CheckedRow, Values } from './rules'
import type { Cell } from './table'

/** A row of a draft, with what was typed on the screen since the upload. */
export type DraftRow = CheckedRow & { edited?: Partial<Record<Column, string>> }

export type SealedCipher = Cipher<'roster_rows.data_cipher'>
/** The roster a row belongs to: it opens in no other. */
export type RosterKey = { enterpriseId: string; rosterId: string }
type Stored = { row: number; dataCipher: SealedCipher }

/** A row as the database keeps it: it holds whole ID numbers and phones, so it is encrypted as they are. */
export const sealRow = (of: RosterKey, row: DraftRow): SealedCipher =>
  encryptColumn('roster_rows.data_cipher', { ...of, row: row.row }, JSON.stringify(pack(row)))

export const openRow = (of: RosterKey, { row, dataCipher }: Stored): DraftRow =>
  unpackRow(decryptColumn('roster_rows.data_cipher', { ...of, row }, dataCipher))

/** Of what was decrypted. */
export const unpackRow = (decrypted: Buffer): DraftRow => unpack(JSON.parse(decrypted.toString()))

/** Differs each time a row is sealed: whoever changes a row says which one was seen. */
export const versionOf = (sealed: string): string => (sealed.startsWith('v1.') ? sealed.slice(prefixLength) : sealed).slice(0, 16)

/** The same of a column. */
export const versionIn = (column: SQLWrapper) =>
  sql<string>`substr(${column}, case when ${column} like 'v1.%' then ${sql.raw(String(prefixLength + 1))} else 1 end, 16)`

/**
 * A row in a third of its length: cells by the order of columns, a text as itself, and values only where they differ from their cells. 0
 * stands for no cell, and for the same value.
 */
type Packed = [row: number, cells: (0 | string | [string, Cell['kind']])[], values: (0 | string)[], rest?: Rest]
type Rest = Partial<Pick<DraftRow, 'repairs' | 'problems' | 'edited' | 'phoneDiffers'>>

function pack({ row, cells, values, repairs, problems, edited, phoneDiffers }: DraftRow): Packed {
  const packedCells = columnList.map((column) => {
    const cell = cells[column]
    return cell ? (cell.kind === 'text' ? cell.text : ([cell.text, cell.kind] satisfies [string, Cell['kind']])) : 0
  })
  const packedValues = columnList.map((column) => (values[column] === (cells[column]?.text ?? '') ? 0 : values[column]))
  const rest: Rest = {
    ...(repairs.length && { repairs }),
    ...(problems.length && { problems }),
    ...(edited && { edited }),
    ...(phoneDiffers && { phoneDiffers }),
  }
  return Object.keys(rest).length ? [row, packedCells, packedValues, rest] : [row, packedCells, packedValues]
}

function unpack([row, packedCells, packedValues, rest]: Packed): DraftRow {
  const cells: DraftRow['cells'] = {}
  const values: Partial<Record<Column, string>> = {}
  for (const [i, column] of columnList.entries()) {
    const cell = packedCells[i]
    if (cell !== 0 && cell !== undefined)
      cells[column] = typeof cell === 'string' ? { text: cell, kind: 'text' } : { text: cell[0], kind: cell[1] }
    const value = packedValues[i]
    values[column] = typeof value === 'string' ? value : (cells[column]?.text ?? '')
  }
  return { row, cells, values: values as Values, repairs: [], problems: [], ...rest }
}
