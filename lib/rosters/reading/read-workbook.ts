import { CFB, read, SSF, type WorkBook, type WorkSheet } from 'xlsx'
import { Refused } from '@/lib/shared/refused'
import { zip } from '@/lib/shared/zip'
import { limits } from '../limits'
import type { Book, Cell, Row, Table } from '../table'
import { harmlessBiff } from './harmless-biff'
import { hiddenRows } from './hidden-rows'
import { lastRowWithValue, unpack, withoutExtras } from './unpack'

const mostRows = limits.people + limits.headerRows
const unread = (last: number) => `第 ${mostRows} 行以后的内容（到第 ${last} 行）没有读取。`

/** No texts as displayed, no formulas, no styles, no macros: values and what kind of number they are. */
const options = {
  type: 'buffer',
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  cellNF: true,
  sheetRows: mostRows + 1,
} as const

/** .xlsx and its like with macros, which are left packed. @throws Refused(roster_file_…) */
export function readXlsx(file: Buffer): Book {
  const parts = unpack(file)
  const hidden = hiddenRows(parts)
  let last = 0
  for (const [name, part] of parts) {
    if (!/^xl\/worksheets\//i.test(name)) continue
    last = Math.max(last, lastRowWithValue(part))
    parts.set(name, withoutExtras(part))
  }
  const book = bookOf(parse(zip(parts, { store: true })), hidden)
  return last > mostRows ? { ...book, remarks: [...book.remarks, unread(last)] } : book
}

type Entry = { name: string; size: number; content?: Uint8Array }

/** .xls of Excel 97 to 2003. @throws Refused(roster_file_…) */
export function readXls(file: Buffer): Book {
  const container = attempt(() => CFB.read(file, { type: 'buffer' }))
  const find = (name: string) => (container.FileIndex as Entry[]).find((entry) => entry.name === name)
  if (find('EncryptedPackage')) throw new Refused('roster_file_password')
  const { content, size } = find('Workbook') ?? {}
  if (!content) throw find('Book') ? new Refused('roster_file_save_as', { kind: 'Excel 5.0/95' }) : new Refused('roster_file_kind')
  if (content.length !== size) throw new Refused('roster_file_damaged')
  return bookOf(parse(harmlessBiff(content)))
}

const parse = (file: Buffer) => attempt(() => read(file, options))

/** The library throws errors of many kinds at files that are damaged. */
function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && /password|encrypt/i.test(error.message)) throw new Refused('roster_file_password')
    throw new Refused('roster_file_damaged')
  }
}

/** `hidden`: rows by the place of their sheet, where the library does not know them. */
function bookOf(workbook: WorkBook, hidden: ReadonlySet<number>[] = []): Book {
  const remarks: string[] = []
  if (workbook.SheetNames.length > limits.sheets) throw new Refused('roster_file_sheets', { most: limits.sheets })
  const date1904 = workbook.Workbook?.WBProps?.date1904 ?? false
  const tables = workbook.SheetNames.flatMap((name, i) => {
    const sheet = workbook.Sheets[name]
    const unseen = Boolean(workbook.Workbook?.Sheets?.[i]?.Hidden)
    if (!sheet || (unseen && !sheet['!data']?.length)) return []
    const table = { ...tableOf(name, sheet, date1904, unseen ? [] : remarks), hiddenRows: hidden[i] ?? rowsHidden(sheet) }
    return [unseen ? { ...table, hidden: true } : table]
  })
  if (!tables.some(({ rows }) => rows.length)) throw new Refused('roster_file_empty')
  return { tables, remarks }
}

const rowsHidden = (sheet: WorkSheet): ReadonlySet<number> => {
  const rows = new Set<number>()
  sheet['!rows']?.forEach((row, r) => {
    if (row?.hidden) rows.add(r) // of an .xls file; the list has holes
  })
  return rows
}

function tableOf(name: string, sheet: WorkSheet, date1904: boolean, remarks: string[]): Table {
  const data: { t: string; v?: unknown; z?: unknown }[][] = sheet['!data'] ?? []
  const rows: Row[] = []
  let tooWide = false
  for (let r = 0; r < data.length; r++) {
    const source = data[r]
    const row: Row = []
    source?.forEach((cell, c) => {
      const value = cellOf(cell, date1904)
      if (value && c < limits.columns) row[c] = value
      else if (value) tooWide = true
    })
    delete data[r] // twice in memory at most for one row
    if (row.length) rows[r] = row
  }
  if (rows.filter(Boolean).length > mostRows) throw new Refused('roster_file_rows', { most: limits.people })
  if (tooWide) remarks.push(`工作表“${name}”第 ${limits.columns} 列以后的内容没有读取。`)
  if (rows.length > mostRows) {
    remarks.push(unread(rows.length))
    rows.length = mostRows
  }
  return { name, rows: Array.from(rows, (row) => row ?? []), merges: mergesOf(sheet, rows.length) }
}

const errors: Record<number, string> = { 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A' }

function cellOf({ t, v, z }: { t: string; v?: unknown; z?: unknown }, date1904: boolean): Cell | undefined {
  if (v === undefined || v === null || v === '') return undefined
  if (t === 'e') return { text: errors[Number(v)] ?? '#N/A', kind: 'error' }
  if (typeof v !== 'number') return String(v).trim() ? { text: String(v).slice(0, limits.cellCharacters), kind: 'text' } : undefined
  if (typeof z === 'string' && SSF.is_date(z) && v >= 1) {
    const { y, m, d } = SSF.parse_date_code(v, { date1904 }) ?? {}
    if (y) return { text: `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`, kind: 'date' }
  }
  const large = Math.abs(v) >= 1e15
  return { text: large && Math.abs(v) < 1e21 ? v.toFixed(0) : String(v), kind: large ? 'lost' : 'number' }
}

/** Ranges as large as the whole sheet are cut to what was read; an .xls file may have thousands of them. */
function mergesOf(sheet: WorkSheet, rows: number): Table['merges'] {
  return (sheet['!merges'] ?? [])
    .slice(0, 5000)
    .map(({ s, e }) => ({ top: s.r, left: s.c, bottom: Math.min(e.r, rows - 1), right: Math.min(e.c, limits.columns - 1) }))
    .filter(({ top, left, bottom, right }) => top <= bottom && left <= right)
}
