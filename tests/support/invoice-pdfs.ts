import { deflateSync } from 'node:zlib'

/** How programs put text into a PDF. */
export const pdfShapes = ['plain', 'compressed', 'object streams', 'two bytes with a map', 'GBK', 'in a form', 'digits apart'] as const
export type PdfShape = (typeof pdfShapes)[number]

const hex = (text: string) => `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
const escaped = (bytes: string) => `(${bytes.replace(/[\\()]/g, '\\$&')})`
/** 20 digits and amounts alone: Latin fonts draw no more. */
const ascii = (text: string) => text.replace(/[^\x20-\x7e¥]/g, '').replace('¥', '\xa5')

/** A PDF of one page with these lines. */
export function pdfSaying(lines: string[], shape: PdfShape): Buffer {
  const wide = shape === 'two bytes with a map' || shape === 'digits apart'
  const drawnAs = (line: string): string => {
    if (shape === 'GBK') return `<${gbk(line.replaceAll('¥', '￥'))}> Tj`
    if (shape === 'digits apart') return `[${[...line].map((letter) => `${hex(letter)} -20`).join(' ')}] TJ`
    return wide ? `${hex(line)} Tj` : `${escaped(ascii(line))} Tj`
  }
  const text = `BT /F1 12 Tf 50 700 Td\n${lines.map((line) => `${drawnAs(line)} 0 -20 Td`).join('\n')}\nET`
  const font = wide
    ? '<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 7 0 R >>'
    : shape === 'GBK'
      ? '<< /Type /Font /Subtype /Type0 /Encoding /GBK-EUC-H >>'
      : '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  const map = '1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfrange <0000> <7FFF> <0000> <8000> <FFFF> <8000> endbfrange'
  const dicts: [number, string][] = [
    [1, '<< /Type /Catalog /Pages 2 0 R >>'],
    [2, `<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>`],
    [3, '<< /Type /Page /Parent 2 0 R /Contents [4 0 R] >>'],
    [5, font],
  ]
  const form = '/Type /XObject /Subtype /Form'
  const streams: [number, string, string][] =
    shape === 'in a form'
      ? [
          [4, '', 'q /X1 Do Q'],
          [6, form, text],
        ]
      : [[4, '', text], ...(wide ? [[7, '', map] as [number, string, string]] : [])]
  const packed = shape !== 'plain'
  const parts = [Buffer.from('%PDF-1.7\n%\xff\xff\n', 'latin1')]
  const stream = (number: number, dict: string, body: string) => {
    const data = packed ? deflateSync(Buffer.from(body, 'latin1')) : Buffer.from(body, 'latin1')
    const head = `${number} 0 obj\n<< ${dict} /Length ${data.length}${packed ? ' /Filter /FlateDecode' : ''} >>\nstream\n`
    parts.push(Buffer.from(head), data, Buffer.from('\nendstream\nendobj\n'))
  }
  for (const [number, dict, body] of streams) stream(number, dict, body)
  if (shape === 'object streams') {
    let body = ''
    const heads = dicts.map(([number, dict]) => {
      const head = `${number} ${body.length}`
      body += `${dict} `
      return head
    })
    const index = `${heads.join(' ')} `
    stream(9, `/Type /ObjStm /N ${dicts.length} /First ${index.length}`, index + body)
  } else for (const [number, dict] of dicts) parts.push(Buffer.from(`${number} 0 obj\n${dict}\nendobj\n`))
  parts.push(Buffer.from('trailer << /Root 1 0 R >>\n%%EOF\n'))
  return Buffer.concat(parts)
}

const gbk = (text: string) => [...text].map((letter) => gbkCodes[letter] ?? letter.charCodeAt(0).toString(16).padStart(2, '0')).join('')
const gbkCodes: Record<string, string> = Object.fromEntries(
  Array.from({ length: 0x7e * 0xbe }, (_, i) => [0x81 + Math.floor(i / 0xbe), 0x40 + (i % 0xbe)]).flatMap(([high, low]) => {
    const letter = new TextDecoder('gbk').decode(Buffer.from([high!, low!]))
    return [...letter].length === 1 && letter !== '\ufffd' ? [[letter, high!.toString(16) + low!.toString(16).padStart(2, '0')]] : []
  }),
)
