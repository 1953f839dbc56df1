import fs from 'node:fs'
import path from 'node:path'
import { type Book, type Cell, limits, type Row, Unreadable } from './row'

/** Opens a table of comma-separated values, in UTF-8 or, as offices save it, in GB 18030. @throws Unreadable */
export async function openCsv(file: string): Promise<Book> {
  const { size } = await fs.promises.stat(file)
  if (size > limits.fileBytes) throw new Unreadable(`文件超过 ${limits.fileBytes / 1e6} MB`)
  const encoding = (await isEncodedIn('utf-8', file)) ? 'utf-8' : 'gb18030'
  const sheet = { name: path.basename(file), rows: () => readRows(file, encoding) }
  return { sheets: [sheet], dayZero: new Date('1899-12-30T00:00:00Z'), close: async () => {} }
}

async function isEncodedIn(encoding: string, file: string): Promise<boolean> {
  try {
    for await (const _ of decode(file, encoding));
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** @throws TypeError where the bytes are none of this encoding */
async function* decode(file: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const chunk of fs.createReadStream(file)) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

async function* readRows(file: string, encoding: string): AsyncGenerator<Row[]> {
  const lines = new Lines()
  try {
    for await (const text of decode(file, encoding)) yield lines.read(text)
  } catch (error) {
    throw error instanceof TypeError ? new Unreadable('文字编码不对，应为 UTF-8 或 GBK', error) : error
  }
  yield lines.end()
}

/** RFC 4180, with either end of line: a state machine over the characters as they come. */
class Lines {
  private ready: Row[] = []
  private cells: (Cell | undefined)[] = []
  private field = ''
  private state: 'plain' | 'quoted' | 'quote' = 'plain'
  private number = 1

  read(text: string): Row[] {
    for (const c of text) {
      if (c === '\0') throw new Unreadable('不是文本文件')
      if (this.state === 'quoted' && c !== '"') this.add(c)
      else if (this.state === 'quoted') this.state = 'quote'
      else if (c === '"' && this.state === 'quote') {
        this.add(c)
        this.state = 'quoted'
      } else if (c === '"' && this.field === '') this.state = 'quoted'
      else if (c === ',') this.endField()
      else if (c === '\n') this.endRow()
      else if (c !== '\r') this.add(c)
    }
    return this.take()
  }

  end(): Row[] {
    if (this.field || this.cells.length) this.endRow()
    return this.take()
  }

  private add(c: string) {
    this.field += c
    if (this.field.length > limits.cellCharacters) throw new Unreadable('单元格内容太长')
  }

  private endField() {
    const text = this.field.startsWith('\t') || this.field.startsWith("'") ? this.field.slice(1) : this.field // how some keep digits as text
    if (this.cells.length < limits.columns) this.cells.push(text ? { text, number: false } : undefined)
    this.field = ''
    this.state = 'plain'
  }

  private endRow() {
    this.endField()
    if (this.number > limits.rows) throw new Unreadable('行数太多')
    this.ready.push({ number: this.number++, cells: this.cells })
    this.cells = []
  }

  private take(): Row[] {
    const rows = this.ready
    this.ready = []
    return rows
  }
}
