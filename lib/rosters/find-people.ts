import { Refused } from '@/lib/shared/refused'
import { type Aside, asideOf, firstText, sayAside } from './aside'
import { type Column, columnList, findHeader, type Header } from './columns'
import { limits } from './limits'
import { rowNumber } from './row-number'
import type { RawRow } from './rules'
import type { Book, Cell, Row, Table } from './table'

/** Where in the file people stand. `columns` are counted from 0; `headerRow` from 1, as the program shows it; `above`: titles. */
export type Place = {
  sheet: string
  headerRow: number
  columns: Partial<Record<Column, number>>
  unused: string[]
  above?: string[]
}

/** A sheet with people: how many, how many of them on rows that the program does not show, and whether it shows the sheet itself. */
export type Part = { sheet: string; people: number; hiddenRows: number; hidden: boolean }

/** Which of the parts are meant. */
export type Choice = { sheets: string[]; hiddenRows: boolean }

/** `more`: the other sheets from which people were taken, in their order. `parts`: what there is to choose from, if it must be asked. */
export type Found = { place: Place; more: Place[]; parts: Part[]; remarks: string[] }

type Sheet = { table: Table; header: Header; rows: (RawRow & { hidden: boolean })[]; remarks: string[] }

/**
 * The people in all sheets that the program shows and that have a header and somebody below it, or in those that were chosen; headings,
 * examples and what stands below are left out, and said.
 * @throws Refused(roster_header_…, roster_empty, roster_file_rows)
 */
export function findPeople(book: Book, required: Column[], choice?: Choice): Found & { rows: RawRow[] } {
  const { sheets, remarks } = readSheets(book, required)
  const parts = sheets.map(({ table, rows }) => ({
    sheet: table.name,
    people: rows.length,
    hiddenRows: rows.filter(({ hidden }) => hidden).length,
    hidden: table.hidden ?? false,
  }))
  const shown = parts.some(({ hidden }) => !hidden)
  const chosen = sheets.filter(({ table }) => (choice ? choice.sheets.includes(table.name) : !table.hidden || !shown))
  const taken = chosen.map(({ rows, ...sheet }) => ({
    ...sheet,
    rows: choice?.hiddenRows === false ? rows.filter(({ hidden }) => !hidden) : rows,
  }))
  const rows = taken.flatMap((sheet, i) => sheet.rows.map(({ row, cells }): RawRow => ({ row: rowNumber(i, row), cells })))
  if (!rows.length) throw new Refused('roster_empty')
  if (rows.length > limits.people) throw new Refused('roster_file_rows', { most: limits.people })
  const [place, ...more] = taken.map(({ table, header }) => placeOf(table, header))
  const asks = parts.length > 1 || parts.some(({ hidden, hiddenRows }) => hidden || hiddenRows > 0)
  return {
    place: place!,
    more,
    parts: asks ? parts : [],
    rows,
    remarks: [...book.remarks, ...remarks, ...taken.flatMap((sheet) => sheet.remarks)],
  }
}

function readSheets(book: Book, required: Column[]): { sheets: Sheet[]; remarks: string[] } {
  let refusal: unknown = new Refused('roster_header_none')
  const refused: { sheet: string; error: Refused }[] = []
  const sheets: Sheet[] = []
  for (const table of book.tables) {
    try {
      const header = findHeader(table, required)
      if (!header) continue
      const people = readRows(table, header, sheets.length ? `工作表“${table.name}”` : '')
      if (people.rows.length) sheets.push({ table, header, ...people })
      else if (!sheets.length) refusal = new Refused('roster_empty')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refusal = error
      if (!table.hidden) refused.push({ sheet: table.name, error })
    }
  }
  if (!sheets.length) throw refusal
  return { sheets, remarks: refused.map(({ sheet, error }) => `工作表“${sheet}”没有读取：${whyNot(error)}。`) }
}

const whyNot = ({ code, facts }: Refused) =>
  code === 'roster_header_missing' ? `表头没有${facts.titles}` : code === 'roster_header_twice' ? `表头有两列“${facts.title}”` : '表头有误'

const placeOf = (table: Table, { row, at, unused, first }: Header): Place => ({
  sheet: table.name,
  headerRow: row + 1,
  columns: at,
  unused,
  above: table.rows
    .slice(0, first)
    .flatMap((cells) => cells.flatMap((cell) => (cell?.text.trim() ? [cell.text.trim().slice(0, 200)] : [])))
    .slice(0, 10),
})

function readRows(table: Table, { row: headerRow, at }: Header, sheet: string): Pick<Sheet, 'rows' | 'remarks'> {
  fillMerged(table, headerRow + 1)
  const wanted = columnList.flatMap((column) => (at[column] === undefined ? [] : [[column, at[column]] as const]))
  const rows: Sheet['rows'] = []
  const aside: { row: number; aside: Aside; text: string }[] = []
  for (let index = headerRow + 1; index < table.rows.length; index++) {
    const cells = pick(table.rows[index]!, wanted)
    if (!Object.values(cells).some((cell) => cell.text.trim() && cell.kind !== 'merged')) continue
    const row = { row: index + 1, cells, hidden: table.hiddenRows?.has(index) ?? false }
    const kind = asideOf(row, table, index)
    if (kind) aside.push({ row: row.row, aside: kind, text: firstText(table.rows[index]!) })
    else rows.push(row)
  }
  const last = rows.findLastIndex(({ cells }) => cells.idNumber || cells.phone || cells.name)
  for (const { row } of rows.splice(last + 1)) aside.push({ row, aside: 'footer', text: firstText(table.rows[row - 1]!) })
  return { rows, remarks: sayAside(aside, sheet) }
}

function pick(row: Row, wanted: (readonly [Column, number])[]): RawRow['cells'] {
  const cells: RawRow['cells'] = {}
  for (const [column, index] of wanted) if (row[index]) cells[column] = row[index]
  return cells
}

/** People of one 单位 often share one cell of it. `from` counts from 0. Only down a column: across, a merged cell is a title. */
export function fillMerged({ rows, merges }: Table, from: number): void {
  for (const { top, left, bottom, right } of merges) {
    const first: Cell | undefined = rows[top]?.[left]
    if (!first || top < from || left !== right) continue
    const filled: Cell = { ...first, kind: 'merged' }
    for (let r = top + 1; r <= bottom; r++) rows[r]![left] ??= filled
  }
}
