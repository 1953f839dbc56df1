import type { Column } from '@/lib/rosters/columns'
import { checkRow, type RowRules } from '@/lib/rosters/rules'
import type { Cell } from '@/lib/rosters/table'
import { type OutCell, writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { zip } from '@/lib/shared/zip'
import { withCheckDigit } from './id-numbers'

export const rosterRules: RowRules = {
  now: new Date('2026-06-18T04:00:00Z'),
  required: ['name', 'idNumber', 'phone'],
  grades: ['初级工', '中级工', '高级工', '技师', '高级技师', '正高级（二级）'],
  employer: '唐山市水务局',
}

/** A card of Lubei born that day; an odd `order` is a man's. */
export const cardBorn = (day: string, order = 121, place = '130203') =>
  withCheckDigit(`${place}${day.replaceAll('-', '')}${String(order).padStart(3, '0')}`)

export const man = cardBorn('1980-01-01')

type Typed = Partial<Record<Column, string | Cell>>

const rawRow = (typed: Typed, row = 2) => {
  const cells = Object.entries(typed).map(([column, value]) => [column, typeof value === 'string' ? { text: value, kind: 'text' } : value])
  return { row, cells: Object.fromEntries(cells) as Partial<Record<Column, Cell>> }
}

/** Wang Jianguo, with what is written here instead. */
export const checked = (typed: Typed, row = 2) =>
  checkRow(rawRow({ name: '王建国', idNumber: man, phone: '13800006021', ...typed }, row), rosterRules)

/** A table as .xlsx, all of it text but numbers. */
export const workbook = (rows: (string | number)[][], name = '名单') =>
  writeWorkbook([{ name, columns: [], rows: rows.map((row) => row.map((value): OutCell => ({ value }))) }])

const namespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const types = 'http://schemas.openxmlformats.org/package/2006/content-types'

/** The parts of a workbook written by hand, for contents that no program would write. */
export function parts(sheets: string[], more: [string, Buffer][] = []): [string, Buffer][] {
  const list = (text: (n: number) => string) => sheets.map((_, i) => text(i + 1)).join('')
  const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const overrides = list((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${media}.worksheet+xml"/>`)
  const xml: [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/>${overrides}</Types>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${namespace}" xmlns:r="${office}"><sheets>${list((n) => `<sheet name="表${n}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
    ],
    ...sheets.map((sheet, i): [string, string] => [`xl/worksheets/sheet${i + 1}.xml`, sheet]),
  ]
  return [...xml.map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]), ...more]
}

export const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

/** Header and one person, then whatever else. */
export const sheetXml = (rows = '', after = '', before = '') =>
  `<?xml version="1.0"?>${before}<worksheet xmlns="${namespace}"><sheetData>` +
  `<row r="1">${cell('A1', '姓名')}${cell('B1', '身份证号')}${cell('C1', '手机号')}</row>` +
  `<row r="2">${cell('A2', '王建国')}${cell('B2', man)}${cell('C2', '13800006021')}</row>${rows}</sheetData>${after}</worksheet>`

export const handmade = (sheet: string, more?: [string, Buffer][]) => zip(parts([sheet], more))

/** The directory of a zip file says that this part has another size than it has. */
export function lyingAbout(file: Buffer, name: string, bytes: number): Buffer {
  const at = file.lastIndexOf(name) - 46
  if (file.readUInt32LE(at) !== 0x02014b50) throw new Error('no such part')
  const lie = Buffer.from(file)
  lie.writeUInt32LE(bytes, at + 24)
  return lie
}
