import { and, eq, ne } from 'drizzle-orm'
import { invoices } from '@/db/schema/invoices'
import { record } from '@/lib/audit/record'
import type { Ctx } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'

/**
 * 红冲: takes the invoice of a refunded order back, in the transaction that refunds it. One that is not issued yet is simply not
 * issued any more. An issued one the demo's sample issuer reverses here; in production it stays until staff have reversed it at the
 * tax bureau.
 */
export async function reverseInvoice(tx: Ctx, { buyerId, orderId }: { buyerId: string; orderId: string }): Promise<void> {
  const [invoice] = await tx.db
    .select()
    .from(invoices)
    .where(and(eq(invoices.buyerId, buyerId), eq(invoices.orderId, orderId), ne(invoices.status, 'reversed')))
    .for('update')
  if (!invoice || (invoice.status === 'issued' && env().mode !== 'demo')) return
  await tx.db
    .update(invoices)
    .set({ status: 'reversed' })
    .where(and(eq(invoices.buyerId, buyerId), eq(invoices.id, invoice.id)))
  await record(tx, 'invoice.reverse', invoice.id, { number: invoice.number })
}
