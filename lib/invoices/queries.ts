import { and, eq } from 'drizzle-orm'
import { invoices } from '@/db/schema/invoices'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { storage } from '@/lib/shared/storage'

/** The file of an issued invoice. @throws NotFound, also for somebody else's and before it is issued */
export async function getInvoiceFile(ctx: Ctx<Buyer>, invoiceId: string): Promise<{ number: string; pdf: Buffer }> {
  const [invoice] = await ctx.db
    .select()
    .from(invoices)
    .where(and(eq(invoices.buyerId, ctx.actor.id), eq(invoices.id, invoiceId), eq(invoices.status, 'issued')))
  const pdf = invoice?.fileKey ? await storage().get(invoice.fileKey) : null
  if (!pdf || !invoice?.number) throw new NotFound()
  return { number: invoice.number, pdf }
}
