import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import type { InvoiceTitle } from '@/db/schema/checkout'
import { invoices } from '@/db/schema/invoices'
import { orderCourses } from '@/lib/checkout/order-courses'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder, listOrders } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { issueInvoice } from '@/lib/invoices/issue-invoice'
import { getInvoiceFile } from '@/lib/invoices/queries'
import { requestInvoice } from '@/lib/invoices/request-invoice'
import { later } from '@/lib/shared/time'
import { noticeFor } from '../support/bank'
import { anEnrolled } from '../support/learners'
import { outcome, outcomes, tallied } from '../support/outcome'
import { textOf } from '../support/pdf-text'
import { jobsWith } from '../support/queue'
import { aShelf } from '../support/sales'
import { aClass, asSystem, aTrainee, noon } from '../support/world'

const title: InvoiceTitle = { buyerKind: 'company', title: '唐山云桥市政工程有限公司', taxNumber: '91130200MA07XQ4W3K' }
const invoicesOf = (orderId: string) => db().select().from(invoices).where(eq(invoices.orderId, orderId))

/** A trainee who paid an order, with or without having asked for an invoice. */
async function aPayer(invoice: InvoiceTitle | null) {
  const { id: classId } = await aClass()
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId, invoice })
  const notice = await noticeFor(me, orderId)
  await receivePayment(asSystem(), 'sandbox', notice)
  return { me, orderId, notice }
}

describe('an invoice asked for with the order', () => {
  test('is requested when the payment comes, once, however often the notice does', async () => {
    const { me, orderId, notice } = await aPayer(title)
    await Promise.all([1, 2, 3].map(() => receivePayment(asSystem(), 'sandbox', notice)))
    const rows = await invoicesOf(orderId)
    expect(rows).toMatchObject([{ status: 'requested', title, amountFen: 12_000, buyerId: me.actor.id }])
    expect(await jobsWith('invoices.issue', { invoiceId: rows[0]!.id })).toHaveLength(1)
    expect((await listOrders(me))[0]).toMatchObject({ id: orderId, invoiceStatus: 'requested' })
  })

  test('is not asked for before the payment', async () => {
    const { id: classId } = await aClass()
    const me = await aTrainee()
    const orderId = await placeOrder(me, { classId, invoice: title })
    expect(await invoicesOf(orderId)).toEqual([])
    expect(await outcome(requestInvoice(me, { orderId, title }))).toBe('order_not_paid')
  })
})

test('an invoice for several courses lists each with its price', async () => {
  const shelf = await aShelf([990, 2010, 0])
  const me = await aTrainee()
  const orderId = await orderCourses(me, { courseIds: shelf.courseIds, expectedFen: 3000, invoice: title, ownedConfirmed: false })
  await receivePayment(asSystem(), 'sandbox', await noticeFor(me, orderId))
  const { invoice, items } = await getOrder(me, orderId)
  await issueInvoice(asSystem(), { buyerId: me.actor.id, invoiceId: invoice!.id })
  const text = (await textOf((await getInvoiceFile(me, invoice!.id)).file)).replace(/\s/g, '')
  const [free, ...priced] = [...items].sort((a, b) => a.amountFen - b.amountFen)
  for (const { title: name } of priced) expect(text).toContain(`培训费${name.replace(/\s/g, '')}`)
  expect(text).not.toContain(free!.title.replace(/\s/g, ''))
  for (const figure of ['9.90', '20.10', '¥30.00']) expect(text).toContain(figure)
})

describe('an invoice asked for later', () => {
  test('is requested once, by two presses too', async () => {
    const { me, orderId } = await aPayer(null)
    const presses = await outcomes([1, 2, 3].map(() => requestInvoice(me, { orderId, title })))
    expect(tallied(presses)).toEqual({ done: 1, invoice_exists: 2 })
    expect(await outcome(requestInvoice(me, { orderId, title }))).toBe('invoice_exists')
    expect(await invoicesOf(orderId)).toHaveLength(1)
    expect((await getOrder(me, orderId)).order.invoiceTitle).toEqual(title)
  })

  test('is refused for what cost nothing', async () => {
    const { trainee, orderId } = await anEnrolled({ feeFen: 0 })
    expect(await outcome(requestInvoice(trainee, { orderId, title }))).toBe('invoice_free')
  })

  test("is refused for somebody else's order", async () => {
    const { orderId } = await aPayer(null)
    expect(await outcome(requestInvoice(await aTrainee(), { orderId, title }))).toBe('not found')
    expect(await invoicesOf(orderId)).toEqual([])
  })

  test('leaves the title of the order alone when it comes too late', async () => {
    const { me, orderId } = await aPayer(title)
    expect(await outcome(requestInvoice(me, { orderId, title: { buyerKind: 'person', title: '张丽华' } }))).toBe('invoice_exists')
    expect((await getOrder(me, orderId)).order.invoiceTitle).toEqual(title)
  })
})

describe('an issued invoice', () => {
  test('is a PDF with its number, buyer and amount, and issuing it again changes nothing', async () => {
    const { me, orderId } = await aPayer(title)
    const invoiceId = (await invoicesOf(orderId))[0]!.id
    const key = { buyerId: me.actor.id, invoiceId }
    expect(await outcome(getInvoiceFile(me, invoiceId))).toBe('not found')
    await issueInvoice(asSystem(), key)
    const { number, file: pdf } = await getInvoiceFile(me, invoiceId)
    expect(number).toMatch(/^26\d{18}$/)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const text = await textOf(pdf)
    for (const word of [number, title.title, title.taxNumber!, '120.00', '样票']) expect(text).toContain(word)

    await issueInvoice(asSystem(later(noon, 60_000)), key)
    expect(await getInvoiceFile(me, invoiceId)).toEqual({ number, file: pdf })
    expect(await invoicesOf(orderId)).toMatchObject([{ status: 'issued', number, issuedAt: noon }])
  })

  test('is given to nobody else', async () => {
    const { me, orderId } = await aPayer(title)
    const invoiceId = (await invoicesOf(orderId))[0]!.id
    const other = await aTrainee()
    await issueInvoice(asSystem(), { buyerId: other.actor.id, invoiceId })
    expect((await invoicesOf(orderId))[0]!.status).toBe('requested')
    await issueInvoice(asSystem(), { buyerId: me.actor.id, invoiceId })
    expect(await outcome(getInvoiceFile(other, invoiceId))).toBe('not found')
  })
})
