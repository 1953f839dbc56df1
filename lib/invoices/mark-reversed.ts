import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { lockInvoice } from './issue-by-hand'
import { reverse } from './reverse-invoice'

/**
 * Finance has made the red invoice of one that a refund took back; what is left of the order is invoiced anew.
 * @throws NotFound without the right 'invoices.issue'; Refused('invoice_not_reversible' | 'reversal_number_same')
 */
export async function markReversed(
  ctx: Ctx<Staff>,
  { invoiceId, reversalNumber }: { invoiceId: string; reversalNumber: string },
): Promise<void> {
  requireRight(ctx, 'invoices.issue')
  await inTransaction(ctx, async (tx) => {
    const invoice = await lockInvoice(tx, invoiceId)
    if (invoice.status !== 'issued' || !invoice.reversalAskedAt) throw new Refused('invoice_not_reversible')
    if (invoice.number === reversalNumber) throw new Refused('reversal_number_same', {}, 'reversalNumber')
    await reverse(tx, invoice, reversalNumber)
    await record(tx, 'invoice.red', invoiceId, { reversalNumber })
  })
}
