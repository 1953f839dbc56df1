import { type Dict, isDict, nameOf, type PdfObject, Reader, readObjects, refOf, type Value } from './pdf-objects'

/**
 * What a PDF draws as text, as far as its fonts say which characters they are: enough for the number and the amount of an invoice. No layout: what moves to
 * another line is another line, else a blank. Throws on what is no PDF, is encrypted or unpacks beyond reason.
 */
export function textOfPdf(bytes: Buffer): string {
  const objects = readObjects(bytes)
  const at = (value: Value | undefined): PdfObject | null => {
    const number = refOf(value)
    return number === null ? (value === undefined ? null : { value, stream: null }) : (objects.get(number) ?? null)
  }
  const dictAt = (value: Value | undefined): Dict['dict'] => {
    const found = at(value)?.value
    return isDict(found) ? found.dict : {}
  }
  const pages = [...objects.values()].flatMap(({ value }) => (isDict(value) && nameOf(value.dict.Type) === 'Page' ? [value.dict] : []))
  return pages
    .slice(0, mostPages)
    .map((page) => {
      const parts = at(page.Contents)
      const streams = Array.isArray(parts?.value) ? parts.value.map((one) => at(one)?.stream) : [parts?.stream]
      const content = streams.map((stream) => stream?.toString('latin1') ?? '').join('\n')
      return drawn(content, resourcesOf(page, dictAt), { at, dictAt, fonts: new Map() }, 0)
    })
    .join('\n')
}

/** An invoice has one page, a long one a list behind it. */
const mostPages = 3
const mostForms = 4

type Decode = (bytes: string) => string
type File = {
  at: (value: Value | undefined) => PdfObject | null
  dictAt: (value: Value | undefined) => Dict['dict']
  fonts: Map<Value, Decode>
}

/** A page without resources of its own has those of the pages above. */
function resourcesOf(page: Dict['dict'], dictAt: File['dictAt']): Dict['dict'] {
  for (let [node, i] = [page, 0]; i < 20; [node, i] = [dictAt(node.Parent), i + 1]) if (node.Resources) return dictAt(node.Resources)
  return {}
}

function drawn(content: string, resources: Dict['dict'], file: File, depth: number): string {
  const reader = new Reader(content)
  const fonts = file.dictAt(resources.Font)
  let [font, out]: [Decode, string] = [latin, '']
  let operands: Value[] = []
  for (let value = reader.next(); value !== undefined; value = reader.next()) {
    if (typeof value !== 'object' || value === null || !('operator' in value)) {
      operands.push(value)
      continue
    }
    const [first, second] = operands
    switch (value.operator) {
      case 'Tf':
        font = decoderOf(fonts[nameOf(first) ?? ''], file)
        break
      case 'Tj':
        out += shown(first, font)
        break
      case "'":
      case '"':
        out += `\n${shown(operands.at(-1), font)}`
        break
      case 'TJ':
        // A step as wide as a third of a letter is a blank.
        for (const part of Array.isArray(first) ? first : []) out += typeof part === 'number' ? (part < -330 ? ' ' : '') : shown(part, font)
        break
      case 'Td':
      case 'TD':
        out += second === 0 ? ' ' : '\n'
        break
      case 'T*':
      case 'Tm':
      case 'ET':
        out += '\n'
        break
      case 'Do': {
        const form = file.at(file.dictAt(resources.XObject)[nameOf(first) ?? ''])
        if (depth < mostForms && form?.stream && isDict(form.value) && nameOf(form.value.dict.Subtype) === 'Form') {
          const own = form.value.dict.Resources ? file.dictAt(form.value.dict.Resources) : resources
          out += `\n${drawn(form.stream.toString('latin1'), own, file, depth + 1)}\n`
        }
        break
      }
      case 'ID': // a picture among the operators
        reader.at = content.indexOf('EI', reader.at) + 2 || content.length
    }
    operands = []
  }
  return out
}

const shown = (value: Value | undefined, font: Decode) =>
  typeof value === 'object' && value !== null && 'text' in value ? font(value.text as string) : ''

const latin: Decode = (bytes) => bytes
const inCode =
  (encoding: string): Decode =>
  (bytes) =>
    new TextDecoder(encoding).decode(Buffer.from(bytes, 'latin1'))

function decoderOf(value: Value | undefined, file: File): Decode {
  if (value === undefined) return latin
  const known = file.fonts.get(refOf(value) ?? value)
  if (known) return known
  const font = file.dictAt(value)
  const map = file.at(font.ToUnicode)?.stream
  const encoding = nameOf(font.Encoding) ?? ''
  const decode = map
    ? byMap(map.toString('latin1'))
    : nameOf(font.Subtype) !== 'Type0'
      ? latin
      : /UCS2|UTF16/.test(encoding)
        ? inCode('utf-16be')
        : /^GB/.test(encoding)
          ? inCode('gb18030')
          : () => '' // glyphs without names
  file.fonts.set(refOf(value) ?? value, decode)
  return decode
}

/** A ToUnicode CMap: codes of one or two bytes, and the characters that they are. */
function byMap(text: string): Decode {
  const characters = new Map<string, string>()
  const reader = new Reader(text)
  const utf16 = (bytes: string) =>
    Buffer.from(bytes.length % 2 ? `\0${bytes}` : bytes, 'latin1')
      .swap16()
      .toString('utf16le')
  const textOf = (value: Value | undefined) =>
    typeof value === 'object' && value !== null && 'text' in value ? (value.text as string) : ''
  let [operands, width]: [Value[], number] = [[], 0]
  for (let value = reader.next(); value !== undefined; value = reader.next()) {
    if (typeof value !== 'object' || value === null || !('operator' in value)) {
      operands.push(value)
      continue
    }
    if (value.operator === 'endcodespacerange') width = Math.max(width, textOf(operands.at(-1)).length)
    if (value.operator === 'endbfchar')
      for (let i = 0; i + 1 < operands.length; i += 2) characters.set(textOf(operands[i]), utf16(textOf(operands[i + 1])))
    if (value.operator === 'endbfrange')
      for (let i = 0; i + 2 < operands.length; i += 3) {
        const [from, to] = [codeOf(textOf(operands[i])), codeOf(textOf(operands[i + 1]))]
        const [target, long] = [operands[i + 2], textOf(operands[i]).length]
        for (let code = from; code <= Math.min(to, from + 65_535); code++) {
          const base = utf16(textOf(target))
          const own = Array.isArray(target)
            ? utf16(textOf(target[code - from]))
            : base.slice(0, -1) + String.fromCharCode(base.charCodeAt(base.length - 1) + code - from)
          characters.set(bytesOf(code, long), own)
        }
      }
    operands = []
  }
  const long = width || 1
  return (bytes) => (bytes.match(new RegExp(`[^]{1,${long}}`, 'g')) ?? []).map((code) => characters.get(code) ?? '').join('')
}

const codeOf = (bytes: string) => [...bytes].reduce((sum, one) => sum * 256 + one.charCodeAt(0), 0)
const bytesOf = (code: number, long: number) =>
  Array.from({ length: long }, (_, i) => String.fromCharCode((code >> (8 * (long - 1 - i))) & 255)).join('')
