import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { read as readBook } from 'xlsx'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import type { InvoiceTitle } from '@/db/schema/checkout'
import { invoices } from '@/db/schema/invoices'
import { requestRefund } from '@/lib/checkout/request-refund'
import { countInvoices, getInvoiceForDesk, listInvoicesForDesk, listPendingInvoices } from '@/lib/invoices/desk-invoices'
import { readInvoiceFile } from '@/lib/invoices/invoice-file'
import { issueByHand, issueMany } from '@/lib/invoices/issue-by-hand'
import { issueInvoice } from '@/lib/invoices/issue-invoice'
import { markReversed } from '@/lib/invoices/mark-reversed'
import { pendingWorkbook } from '@/lib/invoices/pending-workbook'
import { getInvoiceFile, getInvoiceFileForDesk } from '@/lib/invoices/queries'
import { takeOver } from '@/lib/invoices/take-over'
import { zip } from '@/lib/shared/zip'
import { deedsOf, recordsOf } from '../support/books'
import { aPaidGroup } from '../support/group-orders'
import { anInvoiceNumber, anOfd, anXml, aPdf } from '../support/invoice-files'
import { pdfSaying } from '../support/invoice-pdfs'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aClerk, approve } from '../support/refunding'
import { asSystem, aTrainee } from '../support/world'

const title: InvoiceTitle = { buyerKind: 'company', title: '=唐山云桥市政工程有限公司', taxNumber: '91130200MA07XQ4W3K' }

/** A group of two that has paid and wants an invoice. */
async function wanted() {
  const group = await aPaidGroup(2, {}, title)
  const [invoice] = await db().select().from(invoices).where(eq(invoices.orderId, group.orderId))
  return { ...group, invoiceId: invoice!.id }
}
const rowOf = async (invoiceId: string) => (await db().select().from(invoices).where(eq(invoices.id, invoiceId)))[0]!
const read = (name: string, bytes: Buffer) => readInvoiceFile({ name, bytes })
const pdfOnly = async (bytes: Buffer = aPdf()) => [await read('a.pdf', bytes)]

describe('an invoice issued by hand', () => {
  test('takes its number and day from the XML; the buyer has all three files', async () => {
    const { me, invoiceId } = await wanted()
    const number = anInvoiceNumber()
    const xml = anXml({ number, amount: '240.00', day: '2026-06-17' })
    const files = await Promise.all([read('a.pdf', aPdf()), read('b.ofd', anOfd()), read('c.xml', xml)])
    await issueByHand(aClerk(), { invoiceId, files })
    expect(await rowOf(invoiceId)).toMatchObject({ status: 'issued', number, issuedAt: new Date('2026-06-17T04:00:00Z') })
    expect((await getInvoiceFile(me, invoiceId)).file).toEqual(aPdf())
    expect((await getInvoiceFile(me, invoiceId, 'ofd')).file).toEqual(anOfd())
    expect((await getInvoiceFile(me, invoiceId, 'xml')).file).toEqual(xml)
    expect(await outcome(getInvoiceFile(await aTrainee(), invoiceId))).toBe('not found')
    await issueInvoice(asSystem(), { buyerId: me.actor.id, invoiceId })
    expect((await rowOf(invoiceId)).number).toBe(number)
    expect(await recordsOf(invoiceId)).toContain('invoice.issue')
  })

  test('by two clerks at once is issued once, and keeps the first one’s file', async () => {
    const { me, invoiceId } = await wanted()
    const number = anInvoiceNumber()
    const works = ['甲', '乙', '丙'].map(async (who) => issueByHand(aClerk(), { invoiceId, number, files: await pdfOnly(aPdf(who)) }))
    const words = await outcomes(works)
    expect(tallied(words)).toEqual({ done: 1, invoice_issued_already: 2 })
    expect((await getInvoiceFile(me, invoiceId)).file).toEqual(aPdf(['甲', '乙', '丙'][words.indexOf('done')]))
  })

  test('may be given a missing format later, with the same number only', async () => {
    const { me, invoiceId } = await wanted()
    const number = anInvoiceNumber()
    await issueByHand(aClerk(), { invoiceId, number, files: await pdfOnly() })
    const ofd = [await read('b.ofd', anOfd())]
    expect(await outcome(issueByHand(aClerk(), { invoiceId, number: anInvoiceNumber(), files: ofd }))).toBe('invoice_issued_already')
    await issueByHand(aClerk(), { invoiceId, number, files: ofd })
    expect((await getInvoiceFile(me, invoiceId, 'ofd')).number).toBe(number)
  })

  test.each([
    ['without a file', {}, 'invoice_file_missing'],
    ['without a number', { pdf: true }, 'invoice_number_missing'],
    ['with a number that is none', { pdf: true, number: '2026' }, 'invoice_number_form'],
    ['with another number than its XML', { xml: '240.00', number: '26130000000000000009' }, 'invoice_number_differs'],
    ['for another amount', { xml: '120.00' }, 'invoice_amount_differs'],
    ['on a day to come', { pdf: true, number: '26130000000000000009', issuedOn: '2026-06-19' }, 'invoice_day'],
  ] as [string, { pdf?: boolean; xml?: string; number?: string; issuedOn?: string }, string][])(
    '%s is refused, and nothing changes',
    async (_, { pdf, xml, ...typed }, code) => {
      const { invoiceId } = await wanted()
      const files = [...(pdf ? await pdfOnly() : []), ...(xml ? [await read('c.xml', anXml({ amount: xml }))] : [])]
      expect(await outcome(issueByHand(aClerk(), { invoiceId, files, ...typed }))).toBe(code)
      expect(await rowOf(invoiceId)).toMatchObject({ status: 'requested', number: null, fileKey: null })
    },
  )

  test('may not have a number twice, nor a format', async () => {
    const [a, b] = [await wanted(), await wanted()]
    const number = anInvoiceNumber()
    await issueByHand(aClerk(), { invoiceId: a.invoiceId, number, files: await pdfOnly() })
    expect(await outcome(issueByHand(aClerk(), { invoiceId: b.invoiceId, number, files: await pdfOnly() }))).toBe('invoice_number_used')
    const twice = [...(await pdfOnly()), ...(await pdfOnly())]
    expect(await outcome(issueByHand(aClerk(), { invoiceId: b.invoiceId, number, files: twice }))).toBe('invoice_file_twice')
  })

  test('wants the right to it; who may read orders sees the file', async () => {
    const { me, invoiceId } = await wanted()
    const number = anInvoiceNumber()
    const files = await pdfOnly()
    for (const role of ['reviewer', 'hotline', 'auditor', 'region_manager', 'content_editor'] as const) {
      expect(await outcome(issueByHand(aClerk(role), { invoiceId, number, files }))).toBe('not found')
      expect(await outcome(markReversed(aClerk(role), { invoiceId, reversalNumber: number }))).toBe('not found')
      expect(await outcome(takeOver(aClerk(role), invoiceId))).toBe('not found')
      expect(await outcome(listPendingInvoices(aClerk(role)))).toBe('not found')
    }
    await issueByHand(aClerk(), { invoiceId, number, files })
    expect((await getInvoiceFileForDesk(aClerk('auditor'), invoiceId, 'pdf')).number).toBe(number)
    expect(await outcome(getInvoiceFileForDesk(aClerk('reviewer'), invoiceId, 'pdf'))).toBe('not found')
    expect(await outcome(getInvoiceForDesk(me as never, invoiceId))).toBe('not found')
  })
})

test('many files at once find their invoices by the order’s number; one that is wrong keeps no other back', async () => {
  const [a, b, c] = [await wanted(), await wanted(), await wanted()]
  const [numberA, numberC] = [anInvoiceNumber(), anInvoiceNumber()]
  const results = await issueMany(aClerk(), [
    { name: `订单${a.order.number}.pdf`, bytes: aPdf() },
    { name: `订单${a.order.number}.xml`, bytes: anXml({ number: numberA, amount: '240.00' }) },
    { name: `${b.order.number}_${anInvoiceNumber()}.xml`, bytes: anXml({ amount: '1.00' }) },
    { name: `dzfp_${numberC}_${c.order.number}.pdf`, bytes: aPdf() },
    { name: 'without-a-number.pdf', bytes: aPdf() },
    { name: `${b.order.number}.exe`, bytes: Buffer.from('MZ') },
  ])
  expect(results.map(({ orderNumber, refusal }) => [orderNumber, refusal?.code ?? 'done'])).toEqual([
    [null, 'invoice_file_kind'],
    [a.order.number, 'done'],
    [b.order.number, 'invoice_amount_differs'],
    [c.order.number, 'done'],
    [null, 'invoice_order_unknown'],
  ])
  expect([(await rowOf(a.invoiceId)).number, (await rowOf(b.invoiceId)).number, (await rowOf(c.invoiceId)).number]).toEqual([
    numberA,
    null,
    numberC,
  ])
})

test('a file made before somebody was refunded is not taken for the invoice of the rest', async () => {
  const { me, order, orderId, seats } = await wanted()
  await approve(me, await requestRefund(me, { orderId, itemId: seats[0]!.item.id, reason: '离职' }))
  const [number, name] = [anInvoiceNumber(), `${order.number}_${anInvoiceNumber()}.pdf`]
  const upload = async (...files: Parameters<typeof issueMany>[1]) => (await issueMany(aClerk(), files))[0]!.refusal?.code ?? 'done'
  expect(await upload({ name, bytes: aPdf() })).toBe('invoice_lowered')
  expect(await upload({ name: `${order.number}.xml`, bytes: anXml({ number, amount: '240.00' }) })).toBe('invoice_amount_differs')
  expect(await upload({ name: `${order.number}.xml`, bytes: anXml({ number, amount: '120.00' }) })).toBe('done')
  expect(await upload({ name: `${order.number}_${number}.pdf`, bytes: aPdf() })).toBe('done') // the PDF of it comes later
})

describe('a file', () => {
  const flipped = (bytes: Buffer) => {
    const copy = Buffer.from(bytes)
    copy[bytes.indexOf('ofdspec') > 0 ? bytes.indexOf('ofdspec') : 60]! ^= 0xff
    return copy
  }
  test.each([
    ['a program', Buffer.from('MZ\x90\x00'), 'invoice_file_kind'],
    ['HTML called .pdf', Buffer.from('not markup at all'), 'invoice_file_kind'],
    ['nothing', Buffer.alloc(0), 'invoice_file_kind'],
    ['a PDF cut off', Buffer.from('%PDF-1.7\nhalf'), 'invoice_file_damaged'],
    ['a zip file that is no OFD', zip([['a.txt', Buffer.from('x')]]), 'invoice_file_kind'],
    ['an OFD cut off', anOfd().subarray(0, 80), 'invoice_file_damaged'],
    ['an OFD with a flipped bit', flipped(anOfd()), 'invoice_file_damaged'],
    ['an OFD with a DOCTYPE', anOfd('<!DOCTYPE a><a/>'), 'invoice_file_doctype'],
    ['an OFD that is a bomb', zip([['OFD.xml', Buffer.alloc(70_000_000)]]), 'invoice_file_damaged'],
    ['an XML with a DOCTYPE', anXml({ head: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' }), 'invoice_file_doctype'],
    ['an XML cut off', anXml().subarray(0, 200), 'invoice_file_damaged'],
    [
      'an XML in another encoding',
      Buffer.concat([Buffer.from('<?xml version="1.0"?><a>'), Buffer.from([0xff, 0xfe])]),
      'invoice_file_damaged',
    ],
    ['an XML of many megabytes', Buffer.from(`<?xml version="1.0"?><a>${'<b/>'.repeat(300_000)}</a>`), 'invoice_file_large'],
    ['an XML of a thousand levels', Buffer.from(`<?xml version="1.0"?>${'<a>'.repeat(1000)}`), 'invoice_file_damaged'],
    ['eleven megabytes', Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(11_000_000)]), 'invoice_file_large'],
  ])('that is %s is refused in a moment', async (_, bytes, code) => {
    const begun = Date.now()
    expect(await outcome(read('hostile.pdf', bytes))).toBe(code)
    expect(Date.now() - begun).toBeLessThan(3000)
  })

  test('is what it holds, whatever it is called', async () => {
    expect((await read('invoice.pdf', anXml())).kind).toBe('xml')
    expect(await read('2026061800000000012_26130000000000000001.xml', anXml({ number: '26130000000000000001' }))).toMatchObject({
      kind: 'xml',
      orderNumber: null,
      number: '26130000000000000001',
      issuedOn: '2026-06-18',
      amountFen: 12_000,
    })
  })
})

describe('红冲', () => {
  async function issuedAndRefunded() {
    const group = await wanted()
    await issueByHand(aClerk(), { invoiceId: group.invoiceId, number: anInvoiceNumber(), files: await pdfOnly() })
    const requestId = await requestRefund(group.me, { orderId: group.orderId, itemId: group.seats[0]!.item.id, reason: '离职' })
    await approve(group.me, requestId)
    return group
  }

  test('waits for finance; done, what is left is asked for anew', async () => {
    const { invoiceId, orderId, order } = await issuedAndRefunded()
    expect(await rowOf(invoiceId)).toMatchObject({ status: 'issued' })
    const query = { q: order.number, page: 1, sort: '', filters: {} }
    expect((await listInvoicesForDesk(aClerk(), 'reversal', query)).rows.map(({ id }) => id)).toEqual([invoiceId])
    expect((await countInvoices(aClerk())).reversal).toBeGreaterThan(0)
    const reversalNumber = anInvoiceNumber()
    const words = await outcomes([1, 2].map(() => markReversed(aClerk(), { invoiceId, reversalNumber })))
    expect(tallied(words)).toEqual({ done: 1, invoice_not_reversible: 1 })
    const rows = await db().select().from(invoices).where(eq(invoices.orderId, orderId))
    expect(rows.map(({ status, amountFen }) => [status, amountFen]).sort()).toEqual([
      ['requested', 12_000],
      ['reversed', 24_000],
    ])
  })

  test('is not for an invoice that stands, and has a number of its own', async () => {
    const standing = await wanted()
    await issueByHand(aClerk(), { invoiceId: standing.invoiceId, number: anInvoiceNumber(), files: await pdfOnly() })
    expect(await outcome(markReversed(aClerk(), { invoiceId: standing.invoiceId, reversalNumber: anInvoiceNumber() }))).toBe(
      'invoice_not_reversible',
    )
    const { invoiceId } = await issuedAndRefunded()
    const { number } = await rowOf(invoiceId)
    expect(await outcome(markReversed(aClerk(), { invoiceId, reversalNumber: number! }))).toBe('reversal_number_same')
  })
})

test('a sample of the demo is taken over, and then waits for finance', async () => {
  const { me, invoiceId } = await wanted()
  expect(await outcome(takeOver(aClerk(), invoiceId))).toBe('not found') // nothing to take back yet
  await issueInvoice(asSystem(), { buyerId: me.actor.id, invoiceId })
  await takeOver(aClerk(), invoiceId)
  await issueInvoice(asSystem(), { buyerId: me.actor.id, invoiceId })
  expect(await rowOf(invoiceId)).toMatchObject({ status: 'issuing', number: null, fileKey: null })
  expect(await outcome(getInvoiceFile(me, invoiceId))).toBe('not found')
  await issueByHand(aClerk(), { invoiceId, number: anInvoiceNumber(), files: await pdfOnly() })
  expect(await outcome(takeOver(aClerk(), invoiceId))).toBe('not found')
})

test('what waits is exported for the tax bureau, without formulas', async () => {
  const { order, orderId } = await wanted()
  const pending = (await listPendingInvoices(aClerk())).filter((row) => row.orderId === orderId)
  expect(pending).toMatchObject([{ orderNumber: order.number, amountFen: 24_000, lines: [{ amountFen: 24_000 }] }])
  expect(pending[0]!.lines[0]!.name).toContain('（2 人）')
  const clerk = aClerk()
  const book = readBook(await pendingWorkbook(clerk))
  expect(await deedsOf(clerk)).toEqual(['export.invoices'])
  expect(book.SheetNames).toEqual(['1-发票基本信息', '2-发票明细信息'])
  const cells = Object.values(book.Sheets['1-发票基本信息']!) as { v?: unknown; f?: string }[]
  expect(cells.some(({ v }) => v === order.number)).toBe(true)
  expect(cells.some(({ v }) => v === "'=唐山云桥市政工程有限公司")).toBe(true)
  expect(cells.filter((cell) => cell?.f)).toEqual([])
})

describe('a file that says something else', () => {
  const saying = (number: string, yuan: string) => pdfSaying([`发票号码：${number}`, `（小写）¥${yuan}`], 'two bytes with a map')

  test.each<[what: string, pdf: (number: string) => Buffer, code: string]>([
    ['another amount', (number) => saying(number, '120.00'), 'invoice_amount_differs'],
    ['another number', () => saying('26130000000000000009', '240.00'), 'invoice_number_differs'],
  ])('%s is not registered, unless somebody says why', async (_, pdf, code) => {
    const { invoiceId } = await wanted()
    const number = anInvoiceNumber()
    const files = await pdfOnly(pdf(number))
    expect(await outcome(issueByHand(aClerk(), { invoiceId, number, files }))).toBe(code)
    await issueByHand(aClerk(), { invoiceId, number, files, override: '税务平台的版式有误，已电话核实' })
    expect(await rowOf(invoiceId)).toMatchObject({ status: 'issued', number })
    const [entry] = await db()
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, invoiceId), eq(auditLog.action, 'invoice.issue')))
    expect(entry!.details).toMatchObject({ override: '税务平台的版式有误，已电话核实', differs: [expect.stringContaining('文件中')] })
  })

  test('its number needs no typing; its name may not say another', async () => {
    const { invoiceId } = await wanted()
    const number = anInvoiceNumber()
    const wrong = [await read(`26130000000000000009.pdf`, saying(number, '240.00'))]
    expect(await outcome(issueByHand(aClerk(), { invoiceId, files: wrong }))).toBe('invoice_number_differs')
    await issueByHand(aClerk(), { invoiceId, files: await pdfOnly(saying(number, '240.00')) })
    expect(await rowOf(invoiceId)).toMatchObject({ status: 'issued', number })
  })

  test('among many, it keeps no other back', async () => {
    const [a, b] = [await wanted(), await wanted()]
    const [one, two] = [anInvoiceNumber(), anInvoiceNumber()]
    const outcomes = await issueMany(aClerk(), [
      { name: `${a.order.number}.pdf`, bytes: saying(one, '240.00') },
      { name: `${b.order.number}.pdf`, bytes: saying(two, '24.00') },
    ])
    expect(outcomes.map(({ refusal }) => refusal?.code ?? 'done')).toEqual(['done', 'invoice_amount_differs'])
  })

  test('the sample that the portal makes itself is readable, too', async () => {
    const { me, invoiceId } = await wanted()
    await issueInvoice(asSystem(), { buyerId: me.actor.id, invoiceId })
    const { file } = await getInvoiceFile(me, invoiceId)
    const { number } = await rowOf(invoiceId)
    expect(await read('a.pdf', file)).toMatchObject({ number, amountFen: 24_000 })
  })
})
