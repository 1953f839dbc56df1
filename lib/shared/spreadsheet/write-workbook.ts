import { zip } from '@/lib/shared/zip'
import { type StyleName, styleNumber, stylesXml } from './styles'

/** Of cells, by rows and columns from 0 on, both ends in it. */
export type Range = { top: number; left: number; bottom: number; right: number }

/** 0 → A, 27 → AB */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last
}

export type OutCell = { value: string | number; style?: StyleName } | undefined

/** A drop-down (`choices` names a range of another sheet), a length that is asked for, or only a prompt; rows from 1 on. */
export type Guide = {
  column: number
  fromRow: number
  toRow: number
  title: string
  prompt: string
  choices?: string
  length?: [least: number, most: number]
}

export type OutSheet = {
  name: string
  rows: OutCell[][]
  /** In characters; `text` columns keep what is typed into them as text. */
  columns: { width: number; text?: boolean }[]
  frozenRows?: number
  merges?: Range[]
  guides?: Guide[]
  hidden?: boolean
  /** Texts stand as they are, also those that begin like a formula: what the staff wrote itself, and reads in again. */
  literal?: boolean
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageOf = 'http://schemas.openxmlformats.org/package/2006'
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/**
 * An .xlsx file (ECMA-376) of values, a few styles, frozen rows, drop-downs and prompts: all that our downloads need. Nothing in it is a
 * formula, and texts that would become one when somebody saves the file as .csv are kept from it by an apostrophe, unless a sheet is `literal`.
 */
export function writeWorkbook(sheets: OutSheet[]): Buffer {
  const parts: [string, string][] = [
    ['[Content_Types].xml', contentTypes(sheets.length)],
    ['_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', workbookXml(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relationships([...sheets.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]), ['styles', 'styles.xml']]),
    ],
    ['xl/styles.xml', declaration + stylesXml],
    ...sheets.map((sheet, i): [string, string] => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)]),
  ]
  return zip(parts.map(([name, xml]) => [name, Buffer.from(xml)]))
}

const contentTypes = (sheets: number) => {
  const overrides = [
    ['/xl/workbook.xml', 'sheet.main'],
    ['/xl/styles.xml', 'styles'],
    ...Array.from({ length: sheets }, (_, i) => [`/xl/worksheets/sheet${i + 1}.xml`, 'worksheet']),
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${media}.${type}+xml"/>`)
  return `${declaration}<Types xmlns="${packageOf}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
}

const relationships = (list: [type: string, target: string][]) =>
  `${declaration}<Relationships xmlns="${packageOf}/relationships">${list
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${relations}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

const workbookXml = (sheets: OutSheet[]) =>
  `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets
    .map(
      ({ name, hidden }, i) =>
        `<sheet name="${escaped(sheetName(name))}" sheetId="${i + 1}"${hidden ? ' state="veryHidden"' : ''} r:id="rId${i + 1}"/>`,
    )
    .join('')}</sheets></workbook>`

/** What programs allow: 31 characters, none of []:*?/\\. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31) || ' '

function sheetXml({ rows, columns, frozenRows, merges, guides, literal }: OutSheet): string {
  const pane = frozenRows ? `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>` : ''
  const widths = columns.map(
    ({ width, text }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"${text ? ` style="${styleNumber('text')}"` : ''}/>`,
  )
  const ranges = merges?.map(
    ({ top, left, bottom, right }) => `<mergeCell ref="${columnLetters(left)}${top + 1}:${columnLetters(right)}${bottom + 1}"/>`,
  )
  return [
    `${declaration}<worksheet xmlns="${main}">`,
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/>`,
    widths.length ? `<cols>${widths.join('')}</cols>` : '',
    `<sheetData>${rows.map((cells, index) => rowXml(cells, index, literal)).join('')}</sheetData>`,
    ranges?.length ? `<mergeCells count="${ranges.length}">${ranges.join('')}</mergeCells>` : '',
    guides?.length ? `<dataValidations count="${guides.length}">${guides.map(guideXml).join('')}</dataValidations>` : '',
    '</worksheet>',
  ].join('')
}

function rowXml(cells: OutCell[], index: number, literal?: boolean): string {
  const row = index + 1
  const written = cells.map((cell, column) => {
    if (!cell) return ''
    const where = `r="${columnLetters(column)}${row}"${cell.style ? ` s="${styleNumber(cell.style)}"` : ''}`
    if (typeof cell.value === 'number') return `<c ${where}><v>${cell.value}</v></c>`
    return cell.value
      ? `<c ${where} t="inlineStr"><is><t xml:space="preserve">${escaped(literal ? cell.value : harmless(cell.value))}</t></is></c>`
      : `<c ${where}/>`
  })
  return `<row r="${row}">${written.join('')}</row>`
}

function guideXml({ column, fromRow, toRow, title, prompt, choices, length }: Guide): string {
  const kind = choices ? ' type="list"' : length ? ' type="textLength" operator="between"' : ''
  const formulas = choices ? [choices] : (length ?? [])
  const letters = columnLetters(column)
  const about = `promptTitle="${escaped(title)}" prompt="${escaped(prompt)}" errorTitle="${escaped(title)}" error="${escaped(prompt)}"`
  return (
    `<dataValidation${kind} allowBlank="1" showInputMessage="1" showErrorMessage="1" ${about} sqref="${letters}${fromRow}:${letters}${toRow}">` +
    `${formulas.map((formula, i) => `<formula${i + 1}>${escaped(String(formula))}</formula${i + 1}>`).join('')}</dataValidation>`
  )
}

/** What a spreadsheet program could take for a formula (OWASP, CSV injection). */
export const harmless = (text: string) => (/^[=+\-@\t\r]./s.test(text) ? `'${text}` : text)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Without what XML cannot hold; _x0041_ would be read as A. */
const escaped = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has none of them
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, '')
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>"]/g, (c) => entities[c]!)
