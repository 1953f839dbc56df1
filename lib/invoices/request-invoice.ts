import { and, eq } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { type InvoiceTitle, orders } from '@/db/schema/checkout'
import { invoices } from '@/db/schema/invoices'
import { record } from '@/lib/audit/record'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireBuyer } from '@/lib/shared/staff'
import { orderRestFen } from './order-rest'

type Request = { buyerId: string; orderId: string; title: InvoiceTitle; amountFen: number }

/**
 * Asks for an invoice, in the transaction that pays the order or in one of its own. The issuer works later.
 * @throws Refused('invoice_exists' | 'invoice_free')
 */
export async function createInvoice(tx: Ctx, { buyerId, orderId, title, amountFen }: Request): Promise<void> {
  if (amountFen === 0) throw new Refused('invoice_free')
  const id = uuidv7(tx.now.getTime())
  const created = await tx.db
    .insert(invoices)
    .values({ id, buyerId, orderId, title, amountFen, requestedAt: tx.now })
    .onConflictDoNothing()
    .returning({ id: invoices.id })
  if (!created.length) throw new Refused('invoice_exists')
  await enqueue(tx, 'invoices.issue', { buyerId, invoiceId: id })
  await record(tx, 'invoice.request', id)
}

/** The buyer asks after paying; for what was not given back. @throws NotFound; Refused('order_not_paid' | those of createInvoice) */
export async function requestInvoice(ctx: Ctx<Buyer>, { orderId, title }: { orderId: string; title: InvoiceTitle }): Promise<void> {
  requireBuyer(ctx)
  await inTransaction(ctx, async (tx) => {
    const mine = and(eq(orders.buyerId, tx.actor.id), eq(orders.id, orderId))
    const [order] = await tx.db.select().from(orders).where(mine).for('update')
    if (!order) throw new NotFound()
    if (order.status !== 'paid') throw new Refused('order_not_paid')
    await tx.db.update(orders).set({ invoiceTitle: title }).where(mine)
    const key = { buyerId: tx.actor.id, orderId }
    await createInvoice(tx, { ...key, title, amountFen: await orderRestFen(tx, key) })
  })
}
