import { SaxesParser } from 'saxes'
import { Refused } from '@/lib/shared/refused'

/** What the XML of a fully digital invoice says of itself; null where it is silent. */
export type XmlFacts = { number: string | null; issuedOn: string | null; amountFen: number | null }

/** The elements of 数电票 that we look at, wherever they stand. */
const wanted = ['InvoiceNumber', 'EIid', 'IssueTime', 'TotalTax-includedAmount'] as const
type Wanted = (typeof wanted)[number]

/** UTF-8, no DOCTYPE and so no entities. @throws Refused('invoice_file_doctype' | 'invoice_file_damaged') */
export function readInvoiceXml(name: string, bytes: Buffer): XmlFacts {
  const found: Partial<Record<Wanted, string>> = {}
  const parser = new SaxesParser({ position: false })
  let [current, depth]: [Wanted | null, number] = [null, 0]
  parser.on('doctype', () => {
    throw new Refused('invoice_file_doctype', { name })
  })
  parser.on('error', () => {
    throw new Refused('invoice_file_damaged', { name })
  })
  parser.on('opentag', (tag) => {
    if (++depth > 64) throw new Refused('invoice_file_damaged', { name })
    current = wanted.find((one) => one === tag.name.slice(tag.name.indexOf(':') + 1)) ?? null
  })
  parser.on('text', (text) => {
    if (current && text.trim()) found[current] ??= text.trim().slice(0, 100)
  })
  parser.on('closetag', () => {
    depth--
    current = null
  })
  parser.write(decoded(name, bytes)).close()
  const number = found.InvoiceNumber ?? found.EIid ?? ''
  const day = /^(\d{4})[-年/]?(\d{2})[-月/]?(\d{2})/.exec(found.IssueTime ?? '')
  const amount = found['TotalTax-includedAmount'] ?? ''
  return {
    number: /^\d{20}$/.test(number) ? number : null,
    issuedOn: day ? `${day[1]}-${day[2]}-${day[3]}` : null,
    amountFen: /^\d+(\.\d{1,2})?$/.test(amount) ? Math.round(Number(amount) * 100) : null,
  }
}

function decoded(name: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refused('invoice_file_damaged', { name })
  }
}
