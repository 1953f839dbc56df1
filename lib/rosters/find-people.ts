import { Refused } from '@/lib/shared/refused'
import { type Column, columnList, findHeader, type Header } from './columns'
import { limits } from './limits'
import type { RawRow } from './rules'
import type { Book, Cell, Row, Table } from './table'

/** Where in the file the people stand. `columns` are counted from 0; `headerRow` from 1, as the program shows it. */
export type Place = { sheet: string; headerRow: number; columns: Partial<Record<Column, number>>; unused: string[] }

/**
 * The people in the first table that has a header and somebody below it; other tables, examples and notes below are left out, and said.
 * @throws Refused(roster_header_…, roster_empty, roster_file_rows)
 */
export function findPeople(book: Book, required: Column[]): { table: Table; place: Place; rows: RawRow[]; remarks: string[] } {
  let refusal: unknown = new Refused('roster_header_none')
  const found: { table: Table; header: Header; rows: RawRow[]; remarks: string[] }[] = []
  for (const table of book.tables) {
    try {
      const header = findHeader(table.rows, required)
      if (!header) continue
      const people = readRows(table, header)
      if (people.rows.length) found.push({ table, header, ...people })
      else if (!found.length) refusal = new Refused('roster_empty')
    } catch (error) {
      refusal = error
    }
  }
  const [first, ...others] = found
  if (!first) throw refusal
  const { table, header, rows, remarks } = first
  if (rows.length > limits.people) throw new Refused('roster_file_rows', { most: limits.people })
  const skipped = others.map((other) => `工作表“${other.table.name}”中也有名单，没有读取；请合并到一张表，或另外上传。`)
  const place = { sheet: table.name, headerRow: header.row + 1, columns: header.at, unused: header.unused }
  return { table, place, rows, remarks: [...book.remarks, ...remarks, ...skipped] }
}

/** Notes that forms have below the last person. */
const note = /^(合计|总计|共计|小计|填表|制表|审核|负责人|联系人|说明|备注|注)/

function readRows(table: Table, { row: headerRow, at }: Header): { rows: RawRow[]; remarks: string[] } {
  fillMerged(table, headerRow + 1)
  const wanted = columnList.flatMap((column) => (at[column] === undefined ? [] : [[column, at[column]] as const]))
  const rows: RawRow[] = []
  const examples: number[] = []
  for (let index = headerRow + 1; index < table.rows.length; index++) {
    const cells = pick(table.rows[index]!, wanted)
    if (!Object.values(cells).some((cell) => cell.text.trim() && cell.kind !== 'merged')) continue
    if (/^[（(【[]?(示例|样例|例[:：])/.test(cells.name?.text.trim() ?? '')) examples.push(index + 1)
    else rows.push({ row: index + 1, cells })
  }
  const last = rows.findLastIndex(({ cells }) => cells.idNumber || cells.phone || (cells.name && !note.test(cells.name.text.trim())))
  const notes = rows.splice(last + 1)
  return {
    rows,
    remarks: [
      ...(examples.length ? [`第 ${examples.slice(0, 5).join('、')} 行是示例，没有计入。`] : []),
      ...(notes.length ? [`第 ${notes[0]!.row} 行起没有姓名和身份证号，当作表尾，没有计入。`] : []),
    ],
  }
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
