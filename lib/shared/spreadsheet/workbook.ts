import path from 'node:path'
import { type Book, type Cell, limits, type Row, Unreadable } from './row'
import { StringTable } from './string-table'
import { readXml, type XmlEvents } from './xml'
import { type Archive, openArchive } from './zip'

/** What the tables and texts of a file may be when unpacked. Of a shared text no more than `sharedCharacters` is kept: any number of cells may refer to it. */
type Most = { sheetBytes: number; sharedStringBytes: number; sharedCharacters?: number }

/** Opens an .xlsx file without reading its tables; its cells have their values, or `shown`, what a program shows in them. @throws Unreadable */
export async function openWorkbook(file: string, most: Most = limits, as: 'values' | 'shown' = 'values'): Promise<Book> {
  const archive = await openArchive(file)
  try {
    const { listed, dayZero } = await readContents(archive)
    const strings = await readSharedStrings(archive, most)
    const show = as === 'shown' ? await shownAs(archive, dayZero) : values
    const sheets = listed.map(({ name, part }) => ({ name, rows: () => readRows(archive, part, strings, show, most.sheetBytes) }))
    return { sheets, dayZero, close: archive.close }
  } catch (error) {
    await archive.close()
    throw error
  }
}

/** Which tables there are, in order, and in which parts of the archive. */
async function readContents(archive: Archive) {
  if (!archive.has('xl/workbook.xml')) throw new Unreadable('不是 .xlsx 工作簿')
  const named: { name: string; relation: string }[] = []
  let dayZero = new Date('1899-12-30T00:00:00Z') // 1900 was no leap year, but Excel thinks so
  await walk(archive, 'xl/workbook.xml', {
    open: (tag, attributes) => {
      if (tag === 'sheet') named.push({ name: attributes.name ?? '', relation: attributes['r:id'] ?? attributes.id ?? '' })
      if (tag === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) dayZero = new Date('1904-01-01T00:00:00Z')
    },
  })
  const targets = new Map<string, string>()
  await walk(archive, 'xl/_rels/workbook.xml.rels', {
    open: (tag, { Id, Target }) => void (tag === 'Relationship' && Id && Target && targets.set(Id, Target)),
  })
  const listed = named.flatMap(({ name, relation }) => {
    const target = targets.get(relation)
    return target && /worksheets?\//.test(target)
      ? [{ name, part: path.posix.join(target.startsWith('/') ? '' : 'xl', target).replace(/^\//, '') }]
      : []
  })
  if (!listed.length) throw new Unreadable('工作簿里没有工作表')
  return { listed, dayZero }
}

async function walk(archive: Archive, part: string, events: XmlEvents): Promise<void> {
  for await (const _ of readXml(archive.read(part, limits.otherBytes), events));
}

async function readSharedStrings(archive: Archive, { sharedStringBytes, sharedCharacters }: Most): Promise<StringTable> {
  const strings = new StringTable()
  const part = 'xl/sharedStrings.xml'
  if (!archive.has(part)) return strings
  const text = new TextOf()
  const events: XmlEvents = {
    open: (tag) => text.open(tag),
    text: (piece) => text.add(piece),
    close: (tag) => {
      text.close(tag)
      if (tag === 'si') strings.add(text.take().slice(0, sharedCharacters))
    },
  }
  for await (const _ of readXml(archive.read(part, sharedStringBytes), events));
  return strings
}

/** The text of a cell or shared string: its <t> and <v> joined, without the reading aids (<rPh>) of East Asian text. */
class TextOf {
  private pieces = ''
  private inside = false
  private aid = false

  open(tag: string) {
    if (tag === 'rPh') this.aid = true
    this.inside = (tag === 't' || tag === 'v') && !this.aid
  }
  add(piece: string) {
    if (!this.inside) return
    this.pieces += piece
    if (this.pieces.length > limits.cellCharacters) throw new Unreadable('单元格内容太长')
  }
  close(tag: string) {
    if (tag === 'rPh') this.aid = false
    this.inside = false
  }
  take(): string {
    const text = this.pieces
    this.pieces = ''
    return text.includes('_x')
      ? text.replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      : text
  }
}

async function* readRows(archive: Archive, part: string, strings: StringTable, show: Show, mostBytes: number): AsyncGenerator<Row[]> {
  let ready: Row[] = []
  let row: Row = { number: 0, cells: [] }
  let column = -1
  let found = { kind: '', style: 0, formula: false }
  const text = new TextOf()
  const events: XmlEvents = {
    open: (tag, { r, t, s }) => {
      if (tag === 'row') {
        row = { number: r ? Number(r) : row.number + 1, cells: [] }
        column = -1
        if (!(row.number >= 1 && row.number <= limits.rows)) throw new Unreadable('行数太多')
      } else if (tag === 'c') {
        column = r ? columnOf(r) : column + 1
        found = { kind: t ?? 'n', style: Number(s ?? 0), formula: false }
        text.take()
      } else if (tag === 'f') found.formula = true
      else text.open(tag)
    },
    text: (piece) => text.add(piece),
    close: (tag) => {
      if (tag === 'c') {
        const raw = text.take()
        const cell = found.kind === 's' && raw ? { text: strings.get(Number(raw)), number: false } : show({ ...found, raw })
        if (cell && column < limits.columns) row.cells[column] = cell
      } else if (tag === 'row') {
        if (row.cells.length) ready.push(row)
      } else text.close(tag)
    },
  }
  for await (const _ of readXml(archive.read(part, mostBytes), events)) {
    if (!ready.length) continue
    yield ready
    ready = []
  }
}

/** BC12 → 54 */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const digit = letter.charCodeAt(0) - 64
    if (digit < 1 || digit > 26) break
    column = column * 26 + digit
  }
  return column - 1
}

/** A cell whose text is not among the shared ones: its type, its number in the list of styles, its value as written. */
type Found = { kind: string; style: number; formula: boolean; raw: string }
type Show = (found: Found) => Cell | undefined

/** An error or a tick is nobody's name. */
const values: Show = ({ kind, raw }) => {
  if (raw === '' || kind === 'e' || kind === 'b') return undefined
  return kind === 'n' ? { text: plainNumber(raw), number: true } : { text: raw, number: false }
}

/** 1.3800006021E10 → 13800006021 */
function plainNumber(raw: string): string {
  const value = Number(raw)
  return Number.isFinite(value) && Math.abs(value) < 1e21 ? String(value) : raw
}

async function shownAs(archive: Archive, dayZero: Date): Promise<Show> {
  const { shownNumber } = await import('./number-format')
  const formats = await readFormats(archive)
  const date1904 = dayZero.getUTCFullYear() === 1904
  return ({ kind, style, formula, raw }) => {
    if (raw === '') return formula && kind !== 'str' ? { text: '公式没有结果', number: false, error: true } : undefined
    if (kind === 'b') return { text: raw === '0' || raw === 'false' ? 'FALSE' : 'TRUE', number: false }
    if (kind === 'e') return { text: raw, number: false, error: true }
    const value = Number(raw)
    if (kind !== 'n' || !Number.isFinite(value)) return { text: raw, number: false }
    return { text: shownNumber(value, formats[style] ?? 'General', date1904), number: true }
  }
}

/** The format of numbers of each style of cells. */
async function readFormats(archive: Archive): Promise<string[]> {
  const part = 'xl/styles.xml'
  if (!archive.has(part)) return []
  const { formatOf } = await import('./number-format')
  const named = new Map<number, string>()
  const formats: string[] = []
  let inCells = false
  await walk(archive, part, {
    open: (tag, { numFmtId, formatCode }) => {
      if (tag === 'cellXfs') inCells = true
      if (tag === 'numFmt' && numFmtId && formatCode) named.set(Number(numFmtId), formatCode)
      if (tag === 'xf' && inCells) formats.push(named.get(Number(numFmtId)) ?? formatOf(Number(numFmtId)))
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCells = false
    },
  })
  return formats
}
