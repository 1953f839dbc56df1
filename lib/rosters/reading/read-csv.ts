import { decodeText, wideEncoding } from '@/lib/shared/decode-text'
import { Refused } from '@/lib/shared/refused'
import { limits } from '../limits'
import type { Book, Cell, Row } from '../table'

/** A table of separated values, in UTF-8, GB 18030 or UTF-16 as Excel, WPS and LibreOffice save it. @throws Refused(roster_file_…) */
export function readCsv(file: Buffer): Book {
  const wide = wideEncoding(file)
  const text = wide ? new TextDecoder(wide).decode(file) : decodeText(file) // half a character at the end costs no roster
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no text has
  if (text === null || /[\0-\x08\x0e-\x1f]/.test(text)) throw new Refused('roster_file_kind')
  refuseMarkup(text)
  const said = /^sep=(.)\r?\n/i.exec(text)?.[1] // how Excel is told
  const separator = said ?? separatorOf(text)
  const rows = split(said ? text.replace(/^[^\n]*/, '') : text, separator).map((row) => whole(row, separator))
  if (!rows.some((row) => row.some(Boolean))) throw new Refused('roster_file_empty')
  return { tables: [{ name: 'CSV', rows, merges: [] }], remarks: [] }
}

/** Text that a spreadsheet program opens although it is no table of separated values: each is named. */
function refuseMarkup(text: string): void {
  const beginning = text.slice(0, 2000)
  const kind = /<(?:\w+:)?Workbook\b|urn:schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet"/.test(beginning)
    ? '“XML 电子表格 2003”'
    : /^MIME-Version:/i.test(beginning)
      ? '网页（.mht）'
      : /^ID;P/.test(beginning)
        ? 'SYLK'
        : /^\s*<\?xml/i.test(beginning) && !/<html/i.test(beginning)
          ? 'XML'
          : null
  if (kind) throw new Refused('roster_file_save_as', { kind })
  if (/^\s*<[!?a-z]/i.test(text)) throw new Refused('roster_file_html')
}

/** Also those of Chinese keyboards. */
const separators = [',', '\t', ';', '，', '；', '|', '、']

/** The one that stands in most of the first lines; what stands in remarks is not in all. */
function separatorOf(text: string): string {
  const lines = text.slice(0, 5000).split(/\r\n|\r|\n/)
  const count = (separator: string) => lines.filter((line) => line.includes(separator)).length
  return separators.reduce((best, separator) => (count(separator) > count(best) ? separator : best))
}

/** A line on which another separator was typed than on the rest. */
function whole(row: Row, separator: string): Row {
  if (row.length !== 1 || !row[0]) return row
  const { text } = row[0]
  const fields = separators.filter((other) => other !== separator).map((other) => text.split(other))
  const [most] = fields.sort((a, b) => b.length - a.length)
  return most!.length > 2 ? most!.map(cellOf) : row
}

/** RFC 4180, with any end of line; a quote counts only at the beginning of a field. */
function split(text: string, separator: string): Row[] {
  const rows: Row[] = []
  let row: Row = []
  let at = 0
  while (at < text.length) {
    let field: string
    if (text[at] === '"') [field, at] = quoted(text, at + 1)
    else {
      const begin = at
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++
      field = text.slice(begin, at)
    }
    row.push(cellOf(field))
    if (text[at] === separator) {
      at++
      if (at < text.length) continue
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    at++
    rows.push(row)
    if (rows.length > limits.people + limits.headerRows) throw new Refused('roster_file_rows', { most: limits.people })
    row = []
  }
  return rows
}

/** What stands between quotes, and what follows them up to the separator. */
function quoted(text: string, from: number): [field: string, at: number] {
  let field = ''
  let at = from
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0 || quote - at + field.length > limits.cellCharacters) throw new Refused('roster_file_damaged')
    field += text.slice(at, quote)
    at = quote + 1
    if (text[at] !== '"') return [field, at]
    field += '"'
    at++
  }
}

/** ="1302…" and a leading tab are ways to keep digits as text. */
function cellOf(field: string): Cell | undefined {
  const text = field.replace(/^="(.*)"$/, '$1').replace(/^\t/, '')
  return text.trim() ? { text: text.slice(0, limits.cellCharacters), kind: 'text' } : undefined
}
