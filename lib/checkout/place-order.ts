import { eq } from 'drizzle-orm'
import { programs } from '@/db/schema/catalog'
import type { InvoiceTitle } from '@/db/schema/checkout'
import { reserveSeat } from '@/lib/enrollment/seats'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { makeOrder } from './make-order'
import { waitingOrder } from './orders'

/**
 * 提交订单: takes a seat in a class whose courses are chosen later, and makes the order for it. Pressing twice gives the same order.
 * A free class opens at once.
 * @returns the order's id
 * @throws Refused as reserveSeat says
 */
export async function placeOrder(ctx: Ctx<Trainee>, input: { classId: string; invoice: InvoiceTitle | null }): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const seat = await reserveSeat(tx, input.classId, 'after_payment').catch((error) => waitingOrder(tx, input.classId, error))
    if (!('classTitle' in seat)) return seat.id // the order that waits
    const [program] = await tx.db
      .select({ pricing: programs.pricing, feeFen: programs.feeFen })
      .from(programs)
      .where(eq(programs.id, seat.programId))
    if (program!.pricing !== 'class') throw new Error(`programme ${seat.programId} is priced by courses that are chosen after payment`)
    return makeOrder(tx, [{ enrollmentId: seat.id, title: seat.classTitle, amountFen: program!.feeFen }], input.invoice)
  })
}
