import { and, eq } from 'drizzle-orm'
import { transfers } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { formatMoney } from '@/lib/shared/money'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { formatDay, later } from '@/lib/shared/time'
import { giveAllBack } from './give-back'
import { nextOrderStatus } from './order-states'
import { lockOrder, type Order, setOrder } from './orders'
import { bookPayment, fulfil } from './receive-payment'
import { transferLifetime, transferProvider } from './rules'
import { sumOf, unreturned } from './unreturned'

export type TransferFound = {
  buyerId: string
  orderId: string
  /** What the bank's statement says: the amount, the bank's own number of the transfer, the day (yyyy-mm-dd, Asia/Shanghai). */
  amountFen: number
  reference: string
  paidOn: string
  /** Said so: it is less or more than what is due. */
  differs?: boolean
}

/**
 * Finance has found an announced transfer on the bank's statement: it is booked and pays the order, as a gateway's notice would. Less than what is due is
 * booked, and the order waits anew for the rest; what is more is owed back by hand (recordReturn), as is all of it for an order that ended meanwhile and
 * whose seats cannot be had again.
 * @returns what is still missing, in fen
 * @throws NotFound without the right 'transfers.confirm', and for a transfer nobody announced; Refused('transfer_confirmed' |
 * 'transfer_amount' | 'transfer_day' | 'transfer_reference_used')
 */
export async function confirmTransfer(ctx: Ctx<Staff>, input: TransferFound): Promise<number> {
  requireRight(ctx, 'transfers.confirm')
  const { buyerId, orderId, amountFen, reference, paidOn } = input
  return inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { buyerId, id: orderId })
    const theirs = and(eq(transfers.buyerId, buyerId), eq(transfers.orderId, orderId))
    const [transfer] = await tx.db.select().from(transfers).where(theirs)
    if (!order || !transfer) throw new NotFound()
    if (transfer.confirmedAt) throw new Refused('transfer_confirmed')
    const payable = nextOrderStatus(order.status, 'pay') !== null
    const dueFen = order.amountFen - (payable ? sumOf(await unreturned(tx, order)) : 0)
    if (amountFen !== dueFen && !input.differs)
      throw new Refused('transfer_amount', { amount: formatMoney(dueFen), found: formatMoney(amountFen) }, 'amount')
    if (paidOn > formatDay(tx.now) || paidOn < formatDay(order.createdAt)) throw new Refused('transfer_day', {}, 'paidOn')
    const notice = { tradeNumber: reference, amountFen, method: 'transfer', paidAt: noonOf(paidOn) }
    const paymentId = await bookPayment(tx, order, transferProvider, notice)
    if (!paymentId) throw new Refused('transfer_reference_used', {}, 'reference')
    const missingFen = payable ? Math.max(0, dueFen - amountFen) : 0
    if (missingFen) {
      await keepPart(tx, order)
      await record(tx, 'transfer.part', orderId, { reference, paidOn, amountFen, missingFen })
      return missingFen
    }
    await fulfil(tx, order, { id: paymentId, amountFen })
    await tx.db.update(transfers).set({ reference, confirmedAt: tx.now, confirmedBy: tx.actor.id }).where(theirs)
    await record(tx, 'transfer.confirm', orderId, { reference, paidOn })
    return 0
  })
}

/** An order that waits does so as long as after its announcement; one that ended will not be paid by a part. */
async function keepPart(tx: Ctx, order: Order): Promise<void> {
  const until = later(tx.now, transferLifetime)
  if (order.status !== 'pending') await giveAllBack(tx, order, '订单已结束，款项未付足')
  else if (until > order.expiresAt) await setOrder(tx, order, { expiresAt: until })
}

/** A statement gives the day alone. */
const noonOf = (day: string) => new Date(`${day}T12:00:00+08:00`)
