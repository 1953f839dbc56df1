import { and, eq, ne } from 'drizzle-orm'
import { invoices } from '@/db/schema/invoices'
import { record } from '@/lib/audit/record'
import type { Ctx } from '@/lib/shared/context'
import { orderRestFen } from './order-rest'
import { createInvoice } from './request-invoice'
import { isSample, sampleNumber } from './sample'

type Invoice = typeof invoices.$inferSelect

/**
 * 红冲: takes the invoice of an order back, in the transaction that refunds the order or an item of it. One that is not issued yet is
 * simply not issued any more, and the demo's sample issuer reverses its own here; one that finance issued stays until finance has reversed
 * it at the tax bureau (markReversed). What is left of the order is invoiced anew by itself.
 */
export async function reverseInvoice(tx: Ctx, order: { buyerId: string; orderId: string }): Promise<void> {
  const [invoice] = await tx.db
    .select()
    .from(invoices)
    .where(and(eq(invoices.buyerId, order.buyerId), eq(invoices.orderId, order.orderId), ne(invoices.status, 'reversed')))
    .for('update')
  if (!invoice) return
  if (invoice.status !== 'issued') return reverse(tx, invoice, null)
  if (isSample(invoice)) return reverse(tx, invoice, sampleNumber())
  if (invoice.reversalAskedAt) return
  await tx.db.update(invoices).set({ reversalAskedAt: tx.now }).where(same(invoice))
  await record(tx, 'invoice.ask_reversal', invoice.id, { number: invoice.number })
}

/** The invoice holds no more; `reversalNumber` is the red invoice's, where there had been an invoice at all. */
export async function reverse(tx: Ctx, invoice: Invoice, reversalNumber: string | null): Promise<void> {
  const { buyerId, orderId, title } = invoice
  await tx.db.update(invoices).set({ status: 'reversed', reversedAt: tx.now, reversalNumber }).where(same(invoice))
  await record(tx, 'invoice.reverse', invoice.id, { number: invoice.number, reversalNumber })
  const amountFen = await orderRestFen(tx, invoice)
  if (amountFen) await createInvoice(tx, { buyerId, orderId, title, amountFen })
}

const same = ({ buyerId, id }: Invoice) => and(eq(invoices.buyerId, buyerId), eq(invoices.id, id))
