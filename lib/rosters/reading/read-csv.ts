import { decodeText } from '@/lib/shared/decode-text'
import { Refused } from '@/lib/shared/refused'
import { limits } from '../limits'
import type { Book, Cell, Row } from '../table'

/** A table of separated values, in UTF-8, GB 18030 or UTF-16 as Excel, WPS and LibreOffice save it. @throws Refused(roster_file_…) */
export function readCsv(file: Buffer): Book {
  const text = file[0] === 0xff && file[1] === 0xfe ? new TextDecoder('utf-16le').decode(file) : decodeText(file)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no text has
  if (text === null || /[\0-\x08\x0e-\x1f]/.test(text)) throw new Refused('roster_file_kind')
  if (/^\s*<[!?a-z]/i.test(text)) throw new Refused('roster_file_html')
  const rows = split(text, separatorOf(text))
  if (!rows.some((row) => row.some(Boolean))) throw new Refused('roster_file_empty')
  return { tables: [{ name: 'CSV', rows, merges: [] }], remarks: [] }
}

/** The one of comma, tab and semicolon that stands most often in the first lines. */
function separatorOf(text: string): string {
  const beginning = text.slice(0, 5000)
  const count = (separator: string) => beginning.split(separator).length
  return [',', '\t', ';'].reduce((best, separator) => (count(separator) > count(best) ? separator : best))
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

/** ="1302…" and a leading tab or apostrophe are ways to keep digits as text. 1.30203E+17 is how Excel writes the digits that it lost. */
function cellOf(field: string): Cell | undefined {
  const text = field.replace(/^="(.*)"$/, '$1').replace(/^[\t']/, '')
  if (!text.trim()) return undefined
  return { text: text.slice(0, limits.cellCharacters), kind: /^\d(\.\d+)?E\+?\d+$/i.test(text.trim()) ? 'lost' : 'text' }
}
