import { zip } from '@/lib/shared/zip'

/** Files as finance brings them from the tax bureau, small. */
export const aPdf = (text = '发票') => Buffer.from(`%PDF-1.7\n${text}\n%%EOF\n`)

export const anXml = ({ number = '26130000000000000001', amount = '120.00', day = '2026-06-18', head = '' } = {}) =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>${head}<EInvoice><Header><EIid>${number}</EIid></Header><EInvoiceData><BuyerInformation><BuyerName>某单位</BuyerName>` +
      `</BuyerInformation><BasicInformation><TotalTax-includedAmount>${amount}</TotalTax-includedAmount></BasicInformation></EInvoiceData>` +
      `<TaxSupervisionInfo><InvoiceNumber>${number}</InvoiceNumber><IssueTime>${day} 10:21:05</IssueTime></TaxSupervisionInfo></EInvoice>`,
  )

export const anOfd = (root = '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>') =>
  zip([
    ['OFD.xml', Buffer.from(root)],
    ['Doc_0/Document.xml', Buffer.from('<Document/>')],
  ])

let last = 0
/** 20 digits, another one each time. */
export const anInvoiceNumber = () => `2613${String(process.pid).padStart(8, '0')}${String(++last).padStart(8, '0')}`
