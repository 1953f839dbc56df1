import { and, eq } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { invoices } from '@/db/schema/invoices'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { uncovered } from '@/lib/shared/glyphs'
import { renderPdf } from '@/lib/shared/pdf'
import { storage } from '@/lib/shared/storage'
import { formatDay } from '@/lib/shared/time'
import { listInvoiceLines } from './order-lines'
import { sampleKey, sampleNumber } from './sample'

/**
 * The embedded issuer of the demo: makes a PDF clearly marked 样票. In production a request waits for staff, who issue it at
 * the tax bureau, and so does in the demo one that finance has taken over (`issuing`). Called by the job queue, perhaps twice: an issued invoice stays as it is. A title that no font can print
 * fails with its characters named, instead of printing garbage.
 */
export async function issueInvoice(ctx: Ctx, { buyerId, invoiceId }: { buyerId: string; invoiceId: string }): Promise<void> {
  if (env().mode !== 'demo') return
  const mine = and(eq(invoices.buyerId, buyerId), eq(invoices.id, invoiceId))
  await inTransaction(ctx, async (tx) => {
    const [invoice] = await tx.db.select().from(invoices).where(mine).for('update')
    if (invoice?.status !== 'requested') return
    const [order] = await tx.db
      .select({ number: orders.number })
      .from(orders)
      .where(and(eq(orders.buyerId, buyerId), eq(orders.id, invoice.orderId)))
    const lines = (await listInvoiceLines(tx, [invoice])).get(invoice.orderId) ?? []
    const missing = uncovered(invoice.title.title)
    if (missing.length) {
      const failure = `抬头中的“${missing.join('')}”暂时无法打印`
      await tx.db.update(invoices).set({ status: 'failed', failure }).where(mine)
      return
    }
    const number = sampleNumber()
    const pdf = await renderPdf('invoice', {
      number,
      issuedOn: formatDay(tx.now),
      buyer: { title: invoice.title.title, taxNumber: invoice.title.taxNumber },
      seller: { name: env().issuerName! },
      lines,
      amountFen: invoice.amountFen,
      orderNumber: order!.number,
      demo: true,
    })
    const fileKey = sampleKey(invoiceId)
    await storage().put(fileKey, pdf)
    await tx.db.update(invoices).set({ status: 'issued', number, fileKey, issuedAt: tx.now }).where(mine)
    await record(tx, 'invoice.issue', invoiceId, { number })
  })
}
