import { and, eq } from 'drizzle-orm'
import { invoices } from '@/db/schema/invoices'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'
import { lockInvoice } from './issue-by-hand'
import { isSample } from './sample'

/**
 * In a demo, where samples come by themselves: takes one back, so that finance can issue it by hand as in production.
 * @throws NotFound without the right 'invoices.issue', outside a demo, and for what is not a sample
 */
export async function takeOver(ctx: Ctx<Staff>, invoiceId: string): Promise<void> {
  requireRight(ctx, 'invoices.issue')
  await inTransaction(ctx, async (tx) => {
    const invoice = await lockInvoice(tx, invoiceId)
    if (invoice.status !== 'issued' || !isSample(invoice)) throw new NotFound()
    await tx.db
      .update(invoices)
      .set({ status: 'issuing', number: null, fileKey: null, issuedAt: null })
      .where(and(eq(invoices.buyerId, invoice.buyerId), eq(invoices.id, invoiceId)))
    await record(tx, 'invoice.take_over', invoiceId, { number: invoice.number })
  })
}
