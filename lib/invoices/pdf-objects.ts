import { inflateSync } from 'node:zlib'

/** A PDF value (ISO 32000-1, 7.3): names begin with /, strings are bytes in latin1, what is none of these is an operator. */
export type Value = number | null | boolean | { name: string } | { text: string } | { ref: number } | { operator: string } | Value[] | Dict
export type Dict = { dict: Record<string, Value> }
export type PdfObject = { value: Value; stream: Buffer | null }

export const isDict = (value: Value | undefined): value is Dict => typeof value === 'object' && value !== null && 'dict' in value
export const nameOf = (value: Value | undefined) =>
  typeof value === 'object' && value !== null && 'name' in value ? (value.name as string) : null
export const refOf = (value: Value | undefined) =>
  typeof value === 'object' && value !== null && 'ref' in value ? (value.ref as number) : null

const mostUnpacked = 20_000_000
const mostDeep = 40
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** Reads one value after the other from `at` on. */
export class Reader {
  constructor(
    private readonly text: string,
    public at = 0,
  ) {}

  /** Undefined at the end. */
  next(depth = 0): Value | undefined {
    if (depth > mostDeep) throw new Error('nested too deep')
    this.skip()
    const { text } = this
    if (this.at >= text.length) return undefined
    if (text.startsWith('<<', this.at)) return this.dict(depth)
    const letter = text[this.at]!
    if (letter === '[') return this.array(depth)
    if (letter === '(') return { text: this.string() }
    if (letter === '<') return { text: this.hex() }
    const [word] = /^\/?[^\s()<>[\]{}/%]*/.exec(text.slice(this.at, this.at + 200))!
    this.at += word.length || 1
    if (word.startsWith('/'))
      return { name: word.slice(1).replace(/#([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))) }
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return this.numberOrRef(Number(word))
    return word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : { operator: word || letter }
  }

  private skip(): void {
    const blank = /(?:[\s\0]+|%[^\r\n]*)*/y
    blank.lastIndex = this.at
    this.at += blank.exec(this.text)![0].length
  }

  private numberOrRef(first: number): Value {
    const rest = /\s+\d+\s+R(?![A-Za-z])/y
    rest.lastIndex = this.at
    const found = Number.isInteger(first) ? rest.exec(this.text) : null
    if (!found) return first
    this.at += found[0].length
    return { ref: first }
  }

  private dict(depth: number): Dict {
    this.at += 2
    const dict: Record<string, Value> = {}
    for (;;) {
      this.skip()
      if (this.text.startsWith('>>', this.at)) this.at += 2
      else {
        const key = nameOf(this.next(depth + 1))
        const value = key === null ? undefined : this.next(depth + 1)
        if (key === null || value === undefined) return { dict }
        dict[key] = value
        continue
      }
      return { dict }
    }
  }

  private array(depth: number): Value[] {
    this.at++
    const values: Value[] = []
    for (;;) {
      this.skip()
      if (this.at >= this.text.length) return values
      if (this.text[this.at] === ']') {
        this.at++
        return values
      }
      values.push(this.next(depth + 1)!)
    }
  }

  private string(): string {
    let [open, out] = [1, '']
    for (this.at++; this.at < this.text.length; this.at++) {
      const letter = this.text[this.at]!
      if (letter === '\\') {
        const octal = /^[0-7]{1,3}/.exec(this.text.slice(this.at + 1, this.at + 4))?.[0]
        const escaped = this.text[this.at + 1] ?? ''
        out += octal ? String.fromCharCode(Number.parseInt(octal, 8) & 255) : (escapes[escaped] ?? escaped.replace(/[\r\n]/, ''))
        this.at += octal?.length ?? 1
        continue
      }
      if (letter === '(') open++
      if (letter === ')' && --open === 0) break
      out += letter
    }
    this.at++
    return out
  }

  private hex(): string {
    const end = this.text.indexOf('>', this.at)
    const digits = this.text.slice(this.at + 1, end < 0 ? undefined : end).replace(/[^0-9a-f]/gi, '')
    this.at = end < 0 ? this.text.length : end + 1
    return Buffer.from(digits.padEnd(digits.length + (digits.length % 2), '0'), 'hex').toString('latin1')
  }
}

/** All objects of a file, also those in object streams; found by their heads, so that a damaged table of contents does not matter. */
export function readObjects(bytes: Buffer): Map<number, PdfObject> {
  const text = bytes.toString('latin1')
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(text)) throw new Error('encrypted')
  const objects = new Map<number, PdfObject>()
  let left = mostUnpacked
  const unpacked = (dict: Dict['dict'], raw: Buffer): Buffer | null => {
    const filter = Array.isArray(dict.Filter) ? dict.Filter : dict.Filter ? [dict.Filter] : []
    if (!filter.length) return raw
    if (filter.length > 1 || nameOf(filter[0]) !== 'FlateDecode') return null
    const out = inflateSync(raw, { maxOutputLength: Math.max(1, left), finishFlush: 2 })
    left -= out.length
    return out
  }
  const heads = /(?<![\d.])(\d{1,10})\s+\d{1,5}\s+obj\b/g
  for (let head = heads.exec(text); head; head = heads.exec(text)) {
    const reader = new Reader(text, heads.lastIndex)
    const value = reader.next() ?? null
    const stream = /\s*stream(\r\n|\n|\r)/y
    stream.lastIndex = reader.at
    const begins = isDict(value) ? stream.exec(text) : null
    let raw: Buffer | null = null
    if (begins) {
      const from = reader.at + begins[0].length
      const until = text.indexOf('endstream', from)
      raw = bytes.subarray(from, until < 0 ? undefined : until)
      heads.lastIndex = until < 0 ? text.length : until
    } else heads.lastIndex = Math.max(heads.lastIndex, reader.at)
    const isText = isDict(value) && nameOf(value.dict.Subtype) !== 'Image' && !('Length1' in value.dict) && !('Length3' in value.dict)
    objects.set(Number(head[1]), { value, stream: raw && isText ? unpacked((value as Dict).dict, raw) : null })
  }
  for (const { value, stream } of [...objects.values()])
    if (isDict(value) && nameOf(value.dict.Type) === 'ObjStm' && stream) readInside(value.dict, stream.toString('latin1'), objects)
  return objects
}

function readInside(dict: Dict['dict'], text: string, objects: Map<number, PdfObject>): void {
  const heads = new Reader(text)
  for (let i = 0; i < Number(dict.N); i++) {
    const [number, offset] = [heads.next(), heads.next()]
    if (typeof number !== 'number' || typeof offset !== 'number') return
    if (!objects.has(number)) objects.set(number, { value: new Reader(text, Number(dict.First) + offset).next() ?? null, stream: null })
  }
}
