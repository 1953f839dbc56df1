import { and, eq, ne } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { invoices } from '@/db/schema/invoices'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { formatMoney } from '@/lib/shared/money'
import { NotFound } from '@/lib/shared/not-found'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'
import { formatDay } from '@/lib/shared/time'
import { type InvoiceFile, type InvoiceFileKind, readInvoiceFile, type Upload } from './invoice-file'

type Invoice = typeof invoices.$inferSelect
/**
 * `number` and `issuedOn` (yyyy-mm-dd) as typed; where they are missing, what the files say. `override`: why files that say another number or amount
 * are right all the same.
 */
export type IssuedByHand = { invoiceId: string; number?: string; issuedOn?: string; override?: string; files: InvoiceFile[] }

/**
 * Finance has issued an invoice at the tax bureau: its number and day are kept, and its files for the buyer. A format that was missing may
 * be added later with the same number.
 * @throws NotFound without the right 'invoices.issue'; Refused('invoice_…')
 */
export async function issueByHand(ctx: Ctx<Staff>, { invoiceId, files, ...typed }: IssuedByHand): Promise<void> {
  requireRight(ctx, 'invoices.issue')
  if (!files.length) throw new Refused('invoice_file_missing', {}, 'files')
  for (const { kind } of files)
    if (files.filter((file) => file.kind === kind).length > 1)
      throw new Refused('invoice_file_twice', { kind: kind.toUpperCase() }, 'files')
  await inTransaction(ctx, async (tx) => {
    const invoice = await lockInvoice(tx, invoiceId)
    const facts = agreed(invoice, typed, files, formatDay(tx.now))
    const fresh = invoice.status !== 'issued'
    const there: Record<InvoiceFileKind, string | null> = { pdf: invoice.fileKey, ofd: invoice.ofdKey, xml: invoice.xmlKey }
    if (invoice.status === 'reversed' || (!fresh && (invoice.number !== facts.number || files.some(({ kind }) => there[kind]))))
      throw new Refused('invoice_issued_already')
    const [other] = await tx.db
      .select({ id: invoices.id })
      .from(invoices)
      .where(and(eq(invoices.number, facts.number), ne(invoices.id, invoiceId)))
    if (other) throw new Refused('invoice_number_used', {}, 'number')
    for (const { kind, bytes } of files) {
      there[kind] = `invoices/hand/${invoiceId}/${facts.number}.${kind}`
      await storage().put(there[kind], bytes) // under the lock: whoever is refused writes over nothing
    }
    const keys = { fileKey: there.pdf, ofdKey: there.ofd, xmlKey: there.xml }
    const issued = { status: 'issued' as const, number: facts.number, issuedAt: facts.issuedAt, failure: null }
    await tx.db
      .update(invoices)
      .set(fresh ? { ...issued, ...keys } : keys)
      .where(and(eq(invoices.buyerId, invoice.buyerId), eq(invoices.id, invoiceId)))
    const differing = facts.differs.length ? { override: typed.override, differs: facts.differs.map(refusalText) } : {}
    await record(tx, 'invoice.issue', invoiceId, { number: facts.number, files: files.map(({ kind }) => kind), ...differing })
  })
}

/** The order first, as everybody locks. @throws NotFound */
export async function lockInvoice(tx: Ctx, invoiceId: string): Promise<Invoice> {
  const [found] = await tx.db
    .select({ buyerId: invoices.buyerId, orderId: invoices.orderId })
    .from(invoices)
    .where(eq(invoices.id, invoiceId))
  if (!found) throw new NotFound()
  const { buyerId, orderId } = found
  await tx.db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.buyerId, buyerId), eq(orders.id, orderId)))
    .for('update')
  const [invoice] = await tx.db
    .select()
    .from(invoices)
    .where(and(eq(invoices.buyerId, buyerId), eq(invoices.id, invoiceId)))
    .for('update')
  return invoice!
}

type Typed = Pick<IssuedByHand, 'number' | 'issuedOn' | 'override'>

/** What was typed and what the files say must be the same invoice, and the one that was asked for; or somebody says why not. */
function agreed(invoice: Invoice, typed: Typed, files: InvoiceFile[], today: string) {
  const numbers = files.flatMap((file) => [file.number ?? [], file.namedNumber ?? []].flat())
  const number = typed.number ?? numbers[0]
  if (!number) throw new Refused('invoice_number_missing', {}, 'number')
  if (!/^\d{20}$/.test(number)) throw new Refused('invoice_number_form', {}, 'number')
  const amounts = files.flatMap(({ amountFen }) => amountFen ?? [])
  const amount = formatMoney(invoice.amountFen)
  const differs = [
    ...amounts
      .filter((one) => one !== invoice.amountFen)
      .map((one) => new Refused('invoice_amount_differs', { found: formatMoney(one), amount }, 'files')),
    ...numbers.filter((one) => one !== number).map((one) => new Refused('invoice_number_differs', { number: one }, 'number')),
  ]
  if (differs[0] && !typed.override) throw differs[0]
  const day = typed.issuedOn ?? files.find(({ issuedOn }) => issuedOn)?.issuedOn ?? today
  if (day > today) throw new Refused('invoice_day', {}, 'issuedOn')
  return { number, issuedAt: new Date(`${day}T12:00:00+08:00`), differs }
}

/** What became of one invoice's files: null when it is issued, else the refusal. */
export type UploadOutcome = { names: string[]; orderNumber: string | null; refusal: Refused | null }

/**
 * Many files at once, as finance brings them from the tax bureau: each finds its invoice by the order's number in its name. One that is
 * refused does not keep the others from being issued.
 */
export async function issueMany(ctx: Ctx<Staff>, uploads: Upload[]): Promise<UploadOutcome[]> {
  requireRight(ctx, 'invoices.issue')
  const outcomes: UploadOutcome[] = []
  const read: InvoiceFile[] = []
  for (const upload of uploads) {
    const refusal = await refusalOf(async () => void read.push(await readInvoiceFile(upload)))
    if (refusal) outcomes.push({ names: [upload.name], orderNumber: null, refusal })
  }
  for (const orderNumber of new Set(read.map((file) => file.orderNumber))) {
    const files = read.filter((file) => file.orderNumber === orderNumber)
    const found = orderNumber === null ? null : await findLive(ctx, orderNumber)
    const refusal = found
      ? await refusalOf(async () => {
          if (found.lowered && !files.some(({ amountFen }) => amountFen !== null))
            throw new Refused('invoice_lowered', { amount: formatMoney(found.amountFen) })
          await issueByHand(ctx, { invoiceId: found.invoiceId, files })
        })
      : new Refused('invoice_order_unknown')
    outcomes.push({ names: files.map(({ name }) => name), orderNumber, refusal })
  }
  return outcomes
}

async function refusalOf(work: () => Promise<void>): Promise<Refused | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

/**
 * The invoice of an order that holds. `lowered`: it took the place of one that was waiting when part of the order was refunded; files
 * that were made for that one bear the same order's number, and only an XML says for how much they are.
 */
async function findLive(ctx: Ctx, orderNumber: string) {
  const rows = await ctx.db
    .select({ invoiceId: invoices.id, status: invoices.status, number: invoices.number, amountFen: invoices.amountFen })
    .from(orders)
    .innerJoin(invoices, and(eq(invoices.buyerId, orders.buyerId), eq(invoices.orderId, orders.id)))
    .where(eq(orders.number, orderNumber))
  const live = rows.find(({ status }) => status !== 'reversed')
  return live ? { ...live, lowered: live.status !== 'issued' && rows.some(({ status, number }) => status === 'reversed' && !number) } : null
}
