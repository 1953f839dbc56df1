import type { Range } from '@/lib/shared/spreadsheet/write-workbook'

/**
 * A cell as it stands in the file. `lost`: a number of more than 15 digits, of which the last are gone. `date`: the text is yyyy-mm-dd.
 * `error`: #N/A and its like. `merged`: blank itself, filled from the first cell of a merged range.
 */
export type Cell = { text: string; kind: 'text' | 'number' | 'lost' | 'date' | 'error' | 'merged' }

export type Row = (Cell | undefined)[]

/** A sheet by rows and columns from 0 on; blank rows are there, too, so that a row is found where the program shows it. */
export type Table = {
  name: string
  rows: Row[]
  /** Merged ranges that touch the rows above. */
  merges: Range[]
  /** The program does not show this sheet, or these of its rows (from 0 on), because they are hidden or filtered out. */
  hidden?: boolean
  hiddenRows?: ReadonlySet<number>
}

/** What was read, and what whoever sent it should know about it. */
export type Book = { tables: Table[]; remarks: string[] }
