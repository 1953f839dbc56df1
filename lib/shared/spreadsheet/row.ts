/**
 * A cell as it stands in the file. A `number` has at most 15 digits that can be believed; text has all of them. `error`: there is no value, as
 * #N/A, or a formula that nobody has worked out yet.
 */
export type Cell = { text: string; number: boolean; error?: true }

/** A row with its number as the program shows it; what stands in no column is undefined. */
export type Row = { number: number; cells: (Cell | undefined)[] }

/** A table of a file, read from the beginning each time `rows` is called, some rows at a time. */
export type Sheet = { name: string; rows: () => AsyncGenerator<Row[]> }

/** An opened file. Dates that are stored as numbers count days from here. */
export type Book = { sheets: Sheet[]; dayZero: Date; close: () => Promise<void> }

/** The file cannot be read, or only at a price: damaged, hostile or of another kind. The message says why, in Chinese, without its contents. */
export class Unreadable extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause })
    this.name = 'Unreadable'
  }
}

/** What an honest file stays far below. */
export const limits = {
  fileBytes: 200e6,
  entries: 2000,
  sheetBytes: 2e9,
  sharedStringBytes: 256e6,
  otherBytes: 4e6,
  rows: 1_048_576,
  columns: 100,
  cellCharacters: 32_767,
  /** Between one element of a document and the next: a comment or a text of many megabytes is no table. */
  bytesWithoutElement: 1e6,
}
