import { type Column, problemTitle } from './columns'
import { fillMerged, type Place } from './find-people'
import { type Problem, sentenceOf } from './problems'
import type { Book, Row, Table } from './table'
import { type OutCell, writeWorkbook } from './writing/write-workbook'

/** Where the people stand, what is wrong with them, and what was put right on the screen since the upload. */
export type GivenBack = {
  place: Place
  rows: { row: number; problems: Problem[]; edited?: Partial<Record<Column, string>> }[]
}

/** The table that was read, as .xlsx: the same rows and columns, cells with problems marked, and a column that says what is wrong. */
export function giveBack(book: Book, { place, rows }: GivenBack): Buffer {
  const table = book.tables.find(({ name }) => name === place.sheet)
  if (!table) throw new Error('this is not the file that was checked')
  fillMerged(table, place.headerRow) // their merges are not kept
  const header = table.rows[place.headerRow - 1] ?? []
  const old = header.findIndex((cell) => cell?.text.trim() === problemTitle)
  const last = old >= 0 ? old : Math.max(...table.rows.map(({ length }) => length))
  const told = new Map(rows.map((one) => [one.row, one]))
  const cells = table.rows.map((row, i) => outRow(row, i + 1, place, last, told.get(i + 1)))
  return writeWorkbook([
    { name: table.name, rows: cells, columns: widths(table, last), frozenRows: place.headerRow, merges: mergesBelow(table, last) },
  ])
}

function outRow(row: Row, number: number, { headerRow, columns }: Place, last: number, told?: GivenBack['rows'][number]): OutCell[] {
  const header = number === headerRow
  const cells: OutCell[] = Array.from({ length: last }, (_, c) => {
    const cell = row[c]
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
  if (header) cells[last] = { value: problemTitle, style: 'header' }
  else if (told?.problems.length) cells[last] = { value: told.problems.map(sentenceOf).join('\n'), style: 'note' }
  return cells
}

/** Wide enough for most of what stands in it; a Chinese character takes two places. */
function widths({ rows }: Table, last: number) {
  const columns = Array.from({ length: last }, (_, c) => {
    const most = Math.max(...rows.slice(0, 200).map((row) => (row[c]?.text ?? '').replace(/[^\0-\xff]/g, '  ').length))
    return { width: Math.min(40, Math.max(8, most + 2)) }
  })
  return [...columns, { width: 60 }]
}

/** Those of titles. Below the header they would hide the cells that are to be mended. */
const mergesBelow = ({ merges }: Table, last: number) => merges.filter(({ bottom, right, top }) => bottom === top && right < last)
