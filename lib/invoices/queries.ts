import { and, eq } from 'drizzle-orm'
import { invoices } from '@/db/schema/invoices'
import type { Buyer, Ctx, Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { requireBuyer, requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'
import type { InvoiceFileKind } from './invoice-file'

type Invoice = typeof invoices.$inferSelect
export const keyOf = (invoice: Invoice, kind: InvoiceFileKind) => ({ pdf: invoice.fileKey, ofd: invoice.ofdKey, xml: invoice.xmlKey })[kind]

/** A file of one's own issued invoice. @throws NotFound, also for somebody else's and before it is issued */
export async function getInvoiceFile(
  ctx: Ctx<Buyer>,
  invoiceId: string,
  kind: InvoiceFileKind = 'pdf',
): Promise<{ number: string; file: Buffer }> {
  requireBuyer(ctx)
  const [invoice] = await ctx.db
    .select()
    .from(invoices)
    .where(and(eq(invoices.buyerId, ctx.actor.id), eq(invoices.id, invoiceId), eq(invoices.status, 'issued')))
  return fileOf(invoice, kind)
}

/** The same for the staff, of whatever state: a reversed one is kept for the books. @throws NotFound */
export async function getInvoiceFileForDesk(ctx: Ctx<Staff>, invoiceId: string, kind: InvoiceFileKind) {
  requireRight(ctx, 'orders.read')
  const [invoice] = await ctx.db.select().from(invoices).where(eq(invoices.id, invoiceId))
  return fileOf(invoice, kind)
}

async function fileOf(invoice: Invoice | undefined, kind: InvoiceFileKind) {
  const key = invoice && keyOf(invoice, kind)
  const file = key ? await storage().get(key) : null
  if (!file || !invoice?.number) throw new NotFound()
  return { number: invoice.number, file }
}
