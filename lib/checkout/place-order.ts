import { eq } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import type { InvoiceTitle } from '@/db/schema/checkout'
import { trainees } from '@/db/schema/identity'
import { needsReason } from '@/lib/enrollment/application-rules'
import { reserveSeat } from '@/lib/enrollment/seats'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { formatMoney } from '@/lib/shared/money'
import { Refused } from '@/lib/shared/refused'
import { makeOrder } from './make-order'
import { keepLastInvoice, waitingOrder } from './orders'

/**
 * 提交订单: takes a seat in a class whose courses are chosen later, and makes the order for it. Pressing twice gives the same order.
 * A free class opens at once.
 * @returns the order's id
 * @throws Refused('price_changed') when the page said another price (`expectedFen`); Refused('region_reason_missing'); as reserveSeat says
 */
export async function placeOrder(
  ctx: Ctx<Trainee>,
  input: { classId: string; invoice: InvoiceTitle | null; expectedFen?: number; otherRegionReason?: string | null },
): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const otherRegion = await isOtherRegion(tx, input.classId)
    const otherRegionReason = otherRegion ? input.otherRegionReason : null
    const seat = await reserveSeat(tx, input.classId, 'after_payment', { otherRegionReason }).catch((error) =>
      waitingOrder(tx, input.classId, error),
    )
    if (!('classTitle' in seat)) return keepLastInvoice(tx, seat.id, input.invoice)
    if (otherRegion && !otherRegionReason) throw new Refused('region_reason_missing', {}, 'otherRegionReason')
    const [program] = await tx.db
      .select({ pricing: programs.pricing, feeFen: programs.feeFen })
      .from(programs)
      .where(eq(programs.id, seat.programId))
    if (program!.pricing !== 'class') throw new Error(`programme ${seat.programId} is priced by courses that are chosen after payment`)
    const amountFen = program!.feeFen
    if (input.expectedFen !== undefined && amountFen !== input.expectedFen)
      throw new Refused('price_changed', { amount: formatMoney(amountFen) })
    return makeOrder(tx, [{ enrollmentId: seat.id, title: seat.classTitle, amountFen }], input.invoice)
  })
}

async function isOtherRegion(tx: Ctx<Trainee>, classId: string): Promise<boolean> {
  const [row] = await tx.db
    .select({ own: trainees.regionCode, region: classes.regionCode })
    .from(classes)
    .innerJoin(trainees, eq(trainees.id, tx.actor.id))
    .where(eq(classes.id, classId))
  return row !== undefined && needsReason(row.own, row.region)
}
