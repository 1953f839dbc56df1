import { fromBufferPromise, type ZipFile } from 'yauzl'
import { crc32 } from '@/lib/shared/crc32'
import { Refused } from '@/lib/shared/refused'
import { factsOfText, readablePdf, textOfOfdPart } from './invoice-text'
import { readInvoiceXml, type XmlFacts } from './invoice-xml'

export type InvoiceFileKind = 'pdf' | 'ofd' | 'xml'
export type Upload = { name: string; bytes: Buffer }
/** An issued invoice as a file; what its content says of it, and what its name does. */
export type InvoiceFile = XmlFacts & {
  kind: InvoiceFileKind
  name: string
  bytes: Buffer
  orderNumber: string | null
  namedNumber: string | null
}

/** Real ones have a few hundred kB. */
export const mostBytes = 10_000_000
/** It is read here and now; real ones have some ten kB. */
const mostXmlBytes = 1_000_000
const unpacked = { bytes: 60_000_000, entries: 2000 }

/**
 * Looks at the content, whatever the file is called: the number and the amount that a PDF or OFD draws, or an XML holds. The order's number is 18 digits in the name, the invoice's 20.
 * @throws Refused('invoice_file_…')
 */
export async function readInvoiceFile({ name, bytes }: Upload): Promise<InvoiceFile> {
  if (bytes.length > mostBytes) throw new Refused('invoice_file_large', { name, size: mostBytes / 1e6 })
  const kind = kindOf(bytes)
  if (!kind) throw new Refused('invoice_file_kind', { name })
  if (kind === 'xml' && bytes.length > mostXmlBytes) throw new Refused('invoice_file_large', { name, size: mostXmlBytes / 1e6 })
  if (kind === 'pdf' && !bytes.subarray(-2048).includes('%%EOF')) throw new Refused('invoice_file_damaged', { name })
  const facts = await factsOf(kind, name, bytes)
  const digits = name.match(/\d+/g) ?? []
  const named = (digitsLong: number) => digits.find(({ length }) => length === digitsLong) ?? null
  return { kind, name, bytes, ...facts, orderNumber: named(18), namedNumber: named(20) }
}

async function factsOf(kind: InvoiceFileKind, name: string, bytes: Buffer): Promise<XmlFacts> {
  if (kind === 'xml') return readInvoiceXml(name, bytes)
  if (kind === 'pdf') return { issuedOn: null, ...factsOfText(readablePdf(bytes)) }
  const parts = await partsOfOfd(name, bytes)
  const drawn = factsOfText(parts.map(textOfOfdPart).join('\n'))
  // The XML of 数电票 lies beside the pages; it says more, and without doubt.
  const inside = parts.find((part) => /<(\w+:)?(TotalTax-includedAmount|InvoiceNumber)>/.test(part))
  const said = inside ? readInvoiceXml(name, Buffer.from(inside)) : { number: null, issuedOn: null, amountFen: null }
  return { issuedOn: said.issuedOn, number: said.number ?? drawn.number, amountFen: said.amountFen ?? drawn.amountFen }
}

function kindOf(bytes: Buffer): InvoiceFileKind | null {
  if (bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return 'pdf'
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return 'ofd'
  return /^(\ufeff)?\s*<(\?xml|[A-Za-z])/.test(bytes.toString('utf8', 0, 200)) ? 'xml' : null
}

/**
 * OFD (GB/T 33190) is a zip file with OFD.xml at its root. Every part is unpacked under a cap and compared with its checksum.
 * @returns its parts that are XML
 */
async function partsOfOfd(name: string, bytes: Buffer): Promise<string[]> {
  let zip: ZipFile | undefined
  const parts: string[] = []
  try {
    zip = await fromBufferPromise(bytes, { autoClose: false })
    if (zip.entryCount > unpacked.entries) throw new Refused('invoice_file_damaged', { name })
    let [root, left] = [false, unpacked.bytes]
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new Refused('invoice_file_damaged', { name })
      let [sum, tail] = [0, '']
      const isXml = /\.xml$/i.test(entry.fileName)
      const chunks: Buffer[] = []
      for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        left -= chunk.length
        if (left < 0) throw new Refused('invoice_file_damaged', { name })
        sum = crc32(chunk, sum)
        const text = tail + chunk.toString('latin1')
        if (isXml && /<!(DOCTYPE|ENTITY)/i.test(text)) throw new Refused('invoice_file_doctype', { name })
        tail = text.slice(-10)
        if (isXml) chunks.push(chunk)
      }
      if (sum !== entry.crc32) throw new Refused('invoice_file_damaged', { name })
      root ||= entry.fileName === 'OFD.xml'
      if (isXml) parts.push(Buffer.concat(chunks).toString('utf8'))
    }
    if (!root) throw new Refused('invoice_file_kind', { name })
    return parts
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('invoice_file_damaged', { name })
  } finally {
    zip?.close()
  }
}
