import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readInvoiceFile } from '@/lib/invoices/invoice-file'
import { factsOfText, readablePdf } from '@/lib/invoices/invoice-text'
import { zip } from '@/lib/shared/zip'
import { anXml } from '../support/invoice-files'
import { type PdfShape, pdfSaying, pdfShapes } from '../support/invoice-pdfs'

const number = '26130000000000000007'
const invoice = ['电子发票（普通发票）', `发票号码：${number}`, '金额 ¥226.42', '税额 ¥13.58', '价税合计（小写）¥240.00']

describe('an invoice’s text tells number and amount', () => {
  test.each<[why: string, text: string, facts: { number: string | null; amountFen: number | null }]>([
    ['as the tax bureau prints it', invoice.join('\n'), { number, amountFen: 24_000 }],
    ['in full width', `发票号码： ${number}\n（小写）￥１,２４０.００`, { number, amountFen: 124_000 }],
    [
      'labels apart from what they label',
      `发票号码:\n开票日期:\n${number}\n2026年06月18日\n¥226.42\n¥13.58\n¥240.00`,
      { number, amountFen: 24_000 },
    ],
    ['another 20 digits beside the marked number', `账号 12345678901234567890\n发票号码:${number}`, { number, amountFen: null }],
    ['two numbers, none marked', `12345678901234567890 ${number}`, { number: null, amountFen: null }],
    ['longer digits', `123${number}`, { number: null, amountFen: null }],
    ['nothing', '扫描件', { number: null, amountFen: null }],
  ])('%s', (_, text, facts) => {
    expect(factsOfText(text)).toEqual(facts)
  })
})

describe('a PDF is read', () => {
  test.each(pdfShapes)('%s', async (shape: PdfShape) => {
    const pdf = pdfSaying(invoice, shape)
    expect(factsOfText(readablePdf(pdf))).toEqual({ number, amountFen: 24_000 })
    expect(await readInvoiceFile({ name: '发票.pdf', bytes: pdf })).toMatchObject({ number, amountFen: 24_000, namedNumber: null })
  })

  test('or says nothing: a picture, an encrypted one, what unpacks without end', () => {
    const bomb = deflateSync(Buffer.alloc(40_000_000))
    const head = `%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n`
    for (const pdf of [
      Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Page >>\nendobj\n%%EOF'),
      Buffer.concat([pdfSaying(invoice, 'plain'), Buffer.from('trailer << /Encrypt 9 0 R >>\n%%EOF')]),
      Buffer.concat([Buffer.from(head), bomb, Buffer.from('\nendstream\nendobj\n%%EOF')]),
      Buffer.from(`%PDF-1.7\n1 0 obj\n${'['.repeat(5000)}\n%%EOF`),
    ])
      expect(readablePdf(pdf)).toBe('')
  })

  test('whatever it holds: it ends, and throws nothing', () => {
    const pdf = pdfSaying(invoice, 'object streams')
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(pdf.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }), (changes) => {
        const broken = Buffer.from(pdf)
        for (const [at, byte] of changes) broken[at] = byte
        expect(typeof readablePdf(broken)).toBe('string')
      }),
      { numRuns: 300 },
    )
  })
})

describe('an OFD is read', () => {
  const ofd = (...more: [string, string][]) =>
    zip([['OFD.xml', Buffer.from('<ofd:OFD/>')], ...more.map(([name, text]): [string, Buffer] => [name, Buffer.from(text)])])

  test('by what its pages draw', async () => {
    const page = `<ofd:Page>${invoice.map((text) => `<ofd:TextObject><ofd:TextCode X="0" Y="1">${text}</ofd:TextCode></ofd:TextObject>`).join('')}</ofd:Page>`
    const read = await readInvoiceFile({ name: 'a.ofd', bytes: ofd(['Doc_0/Pages/Page_0/Content.xml', page]) })
    expect(read).toMatchObject({ number, amountFen: 24_000 })
  })

  test('by the XML beside them', async () => {
    const read = await readInvoiceFile({
      name: 'a.ofd',
      bytes: ofd(['Doc_0/Attachs/original_invoice.xml', anXml({ number, amount: '99.00' }).toString()]),
    })
    expect(read).toMatchObject({ number, amountFen: 9900, issuedOn: '2026-06-18' })
  })
})
