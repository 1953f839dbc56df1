import { uuidv7 } from '@/db/id'
import { type InvoiceTitle, orderItems, orders } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later } from '@/lib/shared/time'
import { openItems } from './open-items'
import { newOrderNumber, orderLifetime } from './rules'

export type NewItem = { enrollmentId: string; courseId?: string; title: string; amountFen: number }

/** Writes the order for what was reserved, in the transaction that reserved it. One that costs nothing is paid and opened at once. */
export async function makeOrder(tx: Ctx<Trainee>, items: NewItem[], invoice: InvoiceTitle | null): Promise<string> {
  const buyerId = tx.actor.id
  const id = uuidv7(tx.now.getTime())
  const amountFen = items.reduce((sum, item) => sum + item.amountFen, 0)
  const free = amountFen === 0
  await tx.db.insert(orders).values({
    id,
    buyerId,
    number: newOrderNumber(tx.now),
    amountFen,
    invoiceTitle: free ? null : invoice,
    createdAt: tx.now,
    expiresAt: later(tx.now, orderLifetime),
    ...(free && { status: 'paid' as const, paidAt: tx.now }),
  })
  await tx.db.insert(orderItems).values(items.map((item) => ({ ...item, buyerId, traineeId: buyerId, orderId: id })))
  await record(tx, 'order.place', id, { amountFen, items: items.length })
  if (free && !(await openItems(tx, { buyerId, id }))) throw new Error(`what order ${id} reserved could not be opened`)
  return id
}
