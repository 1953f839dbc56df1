import { type OutCell, type OutSheet, type Range, writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { type Column, problemTitle } from './columns'
import { fillMerged, type Place } from './find-people'
import { type Problem, sentenceOf } from './problems'
import { rowNumber } from './row-number'
import type { Book, Row } from './table'
import { choicesSheet, guidesOf } from './template'

/** Where the people stand, what is wrong with them, and what was put right on the screen since the upload. */
export type GivenBack = {
  place: Place
  /** Further sheets, whose rows are numbered as rowNumber says. */
  more?: Place[]
  rows: { row: number; problems: Problem[]; edited?: Partial<Record<Column, string>> }[]
  /** Taken out on the screen: they are not given back. */
  removed?: number[]
  /** Rows that were not meant are not given back either: there they would be shown. */
  withoutHidden?: boolean
}

/** The tables that were read, as .xlsx: the same rows and columns, cells with problems marked, a column that says what is wrong, drop-downs. */
export function giveBack(book: Book, { place, more = [], rows, removed = [], withoutHidden }: GivenBack): Buffer {
  const told = new Map(rows.map((one) => [one.row, one]))
  const out = new Set(removed)
  const sheets = [place, ...more].map((one, i) =>
    giveBackSheet(book, one, { told, out, withoutHidden, numberOf: (row) => rowNumber(i, row) }),
  )
  return writeWorkbook([...sheets, choicesSheet()])
}

type Known = Pick<GivenBack, 'withoutHidden'> & {
  told: Map<number, GivenBack['rows'][number]>
  out: Set<number>
  numberOf: (row: number) => number
}

function giveBackSheet(book: Book, place: Place, { told, out, withoutHidden, numberOf }: Known): OutSheet {
  const table = book.tables.find(({ name }) => name === place.sheet)
  if (!table) throw new Error('this is not the file that was checked')
  fillMerged(table, place.headerRow) // their merges are not kept
  const header = table.rows[place.headerRow - 1] ?? []
  const old = header.findIndex((cell) => cell?.text.trim() === problemTitle)
  const most = table.rows.reduce((longest, { length }) => Math.max(longest, length), 0)
  const notes = old >= 0 ? old : most
  const unmeant = withoutHidden ? table.hiddenRows : undefined
  const gone = (row: number) => out.has(numberOf(row)) || unmeant?.has(row - 1)
  const cells = table.rows.flatMap((row, i) => (gone(i + 1) ? [] : [outRow(row, i + 1, place, notes, told.get(numberOf(i + 1)))]))
  const columns = Array.from({ length: most }, (_, c) => ({ width: c === notes ? noteWidth : widthOf(table.rows, place.headerRow - 1, c) }))
  if (notes === most) columns.push({ width: noteWidth })
  const merges = table.merges.filter((range) => isTitle(range) && ((!out.size && !unmeant?.size) || range.top < place.headerRow)) // below, rows have moved up
  return { name: table.name, rows: cells, columns, frozenRows: place.headerRow, merges, guides: guidesOf(place) }
}

const noteWidth = 60

function outRow(row: Row, number: number, { headerRow, columns }: Place, notes: number, told?: GivenBack['rows'][number]): OutCell[] {
  const header = number === headerRow
  const cells: OutCell[] = Array.from(row, (cell) => {
    if (!cell) return undefined
    const value = cell.kind === 'number' ? Number(cell.text) : cell.text
    return { value, style: header ? 'header' : number < headerRow ? 'title' : cell.kind === 'number' ? 'plain' : 'text' }
  })
  for (const [column, value] of Object.entries(told?.edited ?? {}) as [Column, string][]) {
    const c = columns[column]
    if (c !== undefined) cells[c] = { value, style: 'text' }
  }
  for (const { column } of told?.problems ?? []) {
    const c = columns[column]
    if (c !== undefined) cells[c] = { value: cells[c]?.value ?? '', style: 'bad' }
  }
  if (number < headerRow) return cells
  const note = header ? problemTitle : (told?.problems.map(sentenceOf).join('\n') ?? '')
  cells[notes] = note ? { value: note, style: header ? 'header' : 'note' } : undefined
  return cells
}

/** Wide enough for most of what stands below the header; a Chinese character takes two places. */
function widthOf(rows: Row[], from: number, column: number): number {
  const places = rows.slice(from, from + 200).map((row) => (row[column]?.text ?? '').replace(/[^\0-\xff]/g, '  ').length)
  return Math.min(40, Math.max(8, ...places) + 2)
}

/** Within one row. Downwards, a merged cell would hide those that are to be mended. */
const isTitle = ({ top, bottom, left, right }: Range) => top === bottom && left < right
