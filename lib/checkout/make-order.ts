import { sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { type InvoiceTitle, orderItems, orders } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { formatMoney } from '@/lib/shared/money'
import { Refused } from '@/lib/shared/refused'
import { sqlArray } from '@/lib/shared/sql-array'
import { later } from '@/lib/shared/time'
import { openItems } from './open-items'
import { newOrderNumber, orderLifetimes } from './rules'
import { waysToPay } from './ways-to-pay'

/** The largest amount that the books hold. */
const mostFen = 2_147_483_647

/** `traineeId`: whom it is for; absent: the buyer. */
export type NewItem = { traineeId?: string; enrollmentId: string; courseId?: string; title: string; amountFen: number }

/**
 * Writes the order for what was reserved, in the transaction that reserved it. One that costs nothing is paid and opened at once.
 * `expiresAt`: of the order whose place it takes.
 * @throws Refused('order_too_large' | 'payment_closed')
 */
export async function makeOrder(tx: Ctx<Buyer>, items: NewItem[], invoice: InvoiceTitle | null, expiresAt?: Date): Promise<string> {
  const buyerId = tx.actor.id
  const id = uuidv7(tx.now.getTime())
  const amountFen = items.reduce((sum, item) => sum + item.amountFen, 0)
  if (amountFen > mostFen) throw new Refused('order_too_large', { most: formatMoney(mostFen) })
  const free = amountFen === 0
  if (!free && !waysToPay(tx.actor.kind).length) throw new Refused('payment_closed')
  await tx.db.insert(orders).values({
    id,
    buyerId,
    number: newOrderNumber(tx.now),
    amountFen,
    invoiceTitle: free ? null : invoice,
    createdAt: tx.now,
    expiresAt: expiresAt ?? later(tx.now, orderLifetimes[tx.actor.kind]),
    ...(free && { status: 'paid' as const, paidAt: tx.now }),
  })
  const column = (read: (item: NewItem) => string | number | null, type: 'uuid' | 'text' | 'integer') => sqlArray(items.map(read), type)
  await tx.db.execute(sql`
    insert into ${orderItems} (id, trainee_id, enrollment_id, course_id, title, amount_fen, buyer_id, order_id)
    select given.*, ${buyerId}::uuid, ${id}::uuid from unnest(
      ${column(() => uuidv7(tx.now.getTime()), 'uuid')},
      ${column(({ traineeId }) => traineeId ?? buyerId, 'uuid')},
      ${column(({ enrollmentId }) => enrollmentId, 'uuid')},
      ${column(({ courseId }) => courseId ?? null, 'uuid')},
      ${column(({ title }) => title, 'text')},
      ${column((item) => item.amountFen, 'integer')}
    ) as given`)
  await record(tx, 'order.place', id, { amountFen, items: items.length })
  if (free && !(await openItems(tx, { buyerId, id }))) throw new Error(`what order ${id} reserved could not be opened`)
  return id
}
