import { fromBufferPromise, type ZipFile } from 'yauzl'
import { crc32 } from '@/lib/shared/crc32'
import { Refused } from '@/lib/shared/refused'
import { readInvoiceXml, type XmlFacts } from './invoice-xml'

export type InvoiceFileKind = 'pdf' | 'ofd' | 'xml'
export type Upload = { name: string; bytes: Buffer }
/** An issued invoice as a file; what its name or content says of it. */
export type InvoiceFile = XmlFacts & { kind: InvoiceFileKind; name: string; bytes: Buffer; orderNumber: string | null }

/** Real ones have a few hundred kB. */
export const mostBytes = 10_000_000
/** It is read here and now; real ones have some ten kB. */
const mostXmlBytes = 1_000_000
const unpacked = { bytes: 60_000_000, entries: 2000 }

/**
 * Looks at the content, whatever the file is called. The order's number is 18 digits in the name, the invoice's 20.
 * @throws Refused('invoice_file_…')
 */
export async function readInvoiceFile({ name, bytes }: Upload): Promise<InvoiceFile> {
  if (bytes.length > mostBytes) throw new Refused('invoice_file_large', { name, size: mostBytes / 1e6 })
  const kind = kindOf(bytes)
  if (!kind) throw new Refused('invoice_file_kind', { name })
  if (kind === 'xml' && bytes.length > mostXmlBytes) throw new Refused('invoice_file_large', { name, size: mostXmlBytes / 1e6 })
  if (kind === 'pdf' && !bytes.subarray(-2048).includes('%%EOF')) throw new Refused('invoice_file_damaged', { name })
  if (kind === 'ofd') await checkOfd(name, bytes)
  const digits = name.match(/\d+/g) ?? []
  const named = {
    orderNumber: digits.find(({ length }) => length === 18) ?? null,
    number: digits.find(({ length }) => length === 20) ?? null,
  }
  const facts = kind === 'xml' ? readInvoiceXml(name, bytes) : { number: null, issuedOn: null, amountFen: null }
  return { kind, name, bytes, ...facts, orderNumber: named.orderNumber, number: facts.number ?? named.number }
}

function kindOf(bytes: Buffer): InvoiceFileKind | null {
  if (bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return 'pdf'
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return 'ofd'
  return /^(\ufeff)?\s*<(\?xml|[A-Za-z])/.test(bytes.toString('utf8', 0, 200)) ? 'xml' : null
}

/** OFD (GB/T 33190) is a zip file with OFD.xml at its root. Every part is unpacked under a cap and compared with its checksum. */
async function checkOfd(name: string, bytes: Buffer): Promise<void> {
  let zip: ZipFile | undefined
  try {
    zip = await fromBufferPromise(bytes, { autoClose: false })
    if (zip.entryCount > unpacked.entries) throw new Refused('invoice_file_damaged', { name })
    let [root, left] = [false, unpacked.bytes]
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new Refused('invoice_file_damaged', { name })
      let [sum, tail] = [0, '']
      for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        left -= chunk.length
        if (left < 0) throw new Refused('invoice_file_damaged', { name })
        sum = crc32(chunk, sum)
        const text = tail + chunk.toString('latin1')
        if (/\.xml$/i.test(entry.fileName) && /<!(DOCTYPE|ENTITY)/i.test(text)) throw new Refused('invoice_file_doctype', { name })
        tail = text.slice(-10)
      }
      if (sum !== entry.crc32) throw new Refused('invoice_file_damaged', { name })
      root ||= entry.fileName === 'OFD.xml'
    }
    if (!root) throw new Refused('invoice_file_kind', { name })
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('invoice_file_damaged', { name })
  } finally {
    zip?.close()
  }
}
