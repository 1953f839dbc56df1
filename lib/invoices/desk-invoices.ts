import { and, asc, desc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { enterprises, trainees } from '@/db/schema/identity'
import { invoices } from '@/db/schema/invoices'
import type { Ctx, Staff } from '@/lib/shared/context'
import { containing } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'
import { listInvoiceLines } from './order-lines'

/** What finance does with invoices: those to issue, those to reverse, and all of them. */
export const invoiceViews = {
  pending: inArray(invoices.status, ['requested', 'issuing', 'failed']),
  reversal: and(eq(invoices.status, 'issued'), isNotNull(invoices.reversalAskedAt)),
  all: undefined,
} satisfies Record<string, SQL | undefined>
export type InvoiceView = keyof typeof invoiceViews

const ofInvoice = and(eq(orders.buyerId, invoices.buyerId), eq(orders.id, invoices.orderId))
const buyerName = sql<string>`coalesce(${enterprises.name}, ${trainees.name})`

const columns = {
  id: invoices.id,
  status: invoices.status,
  title: invoices.title,
  amountFen: invoices.amountFen,
  number: invoices.number,
  failure: invoices.failure,
  requestedAt: invoices.requestedAt,
  issuedAt: invoices.issuedAt,
  reversalAskedAt: invoices.reversalAskedAt,
  orderNumber: orders.number,
  buyerName,
}

const joined = (ctx: Ctx) =>
  ctx.db
    .select({ ...columns, total: sql<number>`count(*) over ()::int` })
    .from(invoices)
    .innerJoin(orders, ofInvoice)
    .leftJoin(enterprises, eq(enterprises.id, invoices.buyerId))
    .leftJoin(trainees, eq(trainees.id, invoices.buyerId))
    .$dynamic()

/** By order number, invoice number, title or buyer. What waits: the longest waiting first. */
export async function listInvoicesForDesk(ctx: Ctx<Staff>, view: InvoiceView, { q, page }: ListQuery) {
  requireRight(ctx, 'orders.read')
  const like = containing(q)
  const search = q
    ? sql`(${orders.number} like ${like} or ${invoices.number} like ${like} or ${invoices.title}->>'title' like ${like} or ${buyerName} like ${like})`
    : undefined
  const rows = await joined(ctx)
    .where(and(invoiceViews[view], search))
    .orderBy(view === 'all' ? desc(invoices.requestedAt) : asc(invoices.requestedAt), asc(invoices.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const total = rows[0]?.total ?? 0
  return { rows, total }
}
export type DeskInvoice = Awaited<ReturnType<typeof listInvoicesForDesk>>['rows'][number]

/** How many wait, for the tabs. */
export async function countInvoices(ctx: Ctx<Staff>): Promise<Record<InvoiceView, number>> {
  requireRight(ctx, 'orders.read')
  const [row] = await ctx.db
    .select({
      pending: sql<number>`count(*) filter (where ${invoiceViews.pending})::int`,
      reversal: sql<number>`count(*) filter (where ${invoiceViews.reversal})::int`,
      all: sql<number>`count(*)::int`,
    })
    .from(invoices)
  return row!
}

/** One invoice with the lines it is made out for. @throws NotFound */
export async function getInvoiceForDesk(ctx: Ctx<Staff>, invoiceId: string) {
  requireRight(ctx, 'orders.read')
  const [row] = await ctx.db
    .select({ invoice: invoices, orderNumber: orders.number, orderStatus: orders.status, buyerName })
    .from(invoices)
    .innerJoin(orders, ofInvoice)
    .leftJoin(enterprises, eq(enterprises.id, invoices.buyerId))
    .leftJoin(trainees, eq(trainees.id, invoices.buyerId))
    .where(eq(invoices.id, invoiceId))
  if (!row) throw new NotFound()
  const lines = await listInvoiceLines(ctx, [row.invoice])
  return { ...row, lines: lines.get(row.invoice.orderId) ?? [] }
}

/** Everything that waits to be issued, for the tax bureau's forms. */
export async function listPendingInvoices(ctx: Ctx<Staff>) {
  requireRight(ctx, 'invoices.issue')
  const rows = await ctx.db
    .select({ ...columns, buyerId: invoices.buyerId, orderId: invoices.orderId })
    .from(invoices)
    .innerJoin(orders, ofInvoice)
    .leftJoin(enterprises, eq(enterprises.id, invoices.buyerId))
    .leftJoin(trainees, eq(trainees.id, invoices.buyerId))
    .where(invoiceViews.pending)
    .orderBy(asc(invoices.requestedAt))
    .limit(5000)
  const lines = await listInvoiceLines(ctx, rows)
  return rows.map((row) => ({ ...row, lines: lines.get(row.orderId) ?? [] }))
}
