import { and, eq } from 'drizzle-orm'
import { transfers } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { formatMoney } from '@/lib/shared/money'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { formatDay } from '@/lib/shared/time'
import { lockOrder } from './orders'
import { receivePayment } from './receive-payment'
import { transferProvider } from './rules'

export type TransferFound = {
  buyerId: string
  orderId: string
  /** What the bank's statement says: the amount, the bank's own number of the transfer, the day (yyyy-mm-dd, Asia/Shanghai). */
  amountFen: number
  reference: string
  paidOn: string
}

/**
 * Finance has found an announced transfer on the bank's statement: it is booked and pays the order, as a gateway's notice would. For an
 * order that ended meanwhile and whose seats cannot be had again it is booked as well, and owed back by hand (recordReturn).
 * @throws NotFound without the right 'transfers.confirm', and for a transfer nobody announced; Refused('transfer_confirmed' |
 * 'transfer_amount' | 'transfer_day' | 'transfer_reference_used')
 */
export async function confirmTransfer(ctx: Ctx<Staff>, { buyerId, orderId, amountFen, reference, paidOn }: TransferFound): Promise<void> {
  requireRight(ctx, 'transfers.confirm')
  await inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { buyerId, id: orderId })
    const theirs = and(eq(transfers.buyerId, buyerId), eq(transfers.orderId, orderId))
    const [transfer] = await tx.db.select().from(transfers).where(theirs)
    if (!order || !transfer) throw new NotFound()
    if (transfer.confirmedAt) throw new Refused('transfer_confirmed')
    if (amountFen !== order.amountFen) throw new Refused('transfer_amount', { amount: formatMoney(order.amountFen) }, 'amount')
    if (paidOn > formatDay(tx.now) || paidOn < formatDay(order.createdAt)) throw new Refused('transfer_day', {}, 'paidOn')
    const notice = { orderNumber: order.number, tradeNumber: reference, amountFen, method: 'transfer', paidAt: noonOf(paidOn) }
    const booked = await receivePayment(tx, transferProvider, notice)
    if (!booked) throw new Refused('transfer_reference_used', {}, 'reference')
    await tx.db.update(transfers).set({ reference, confirmedAt: tx.now, confirmedBy: tx.actor.id }).where(theirs)
    await record(tx, 'transfer.confirm', orderId, { reference, paidOn })
  })
}

/** A statement gives the day alone. */
const noonOf = (day: string) => new Date(`${day}T12:00:00+08:00`)
