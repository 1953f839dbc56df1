import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { charges } from '@/db/schema/payments'
import { GatewayUnreachable } from '@/lib/payments/call-gateway'
import { askLater, type Charge } from '@/lib/payments/charges'
import { isLive, liveStatuses } from '@/lib/payments/states'
import type { Ctx } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { severalAtOnce } from '@/lib/shared/several-at-once'
import { askCharge, closeCharge } from './ask-charges'

/**
 * Every charge is watched until it is paid or closed: notices are lost, processes die between the call and its answer, and of an order
 * that was paid one way the other ways must not take money, too. Run by a job each minute; a gateway that does not answer is left alone
 * until the next one.
 */
export async function watchCharges(ctx: Ctx): Promise<void> {
  const due = await ctx.db
    .select({ charge: charges, order: orders.status })
    .from(charges)
    .innerJoin(orders, and(eq(orders.buyerId, charges.buyerId), eq(orders.id, charges.orderId)))
    .where(and(inArray(charges.status, liveStatuses), lte(charges.askAgainAt, ctx.now)))
    .orderBy(asc(charges.askAgainAt))
    .limit(500)
  const silent = new Set<string>()
  await severalAtOnce(8, due, async ({ charge, order }) => {
    if (silent.has(charge.provider)) return
    const over = charge.status === 'intended' || order !== 'pending' || charge.expiresAt <= ctx.now
    try {
      const status = await (over ? closeCharge : askCharge)(ctx, charge)
      if (isLive(status)) await askLater(ctx, charge)
    } catch (error) {
      if (error instanceof GatewayUnreachable) silent.add(charge.provider)
      await leave(ctx, charge, error)
    }
  })
}

/** One that fails must not keep the others waiting. */
async function leave(ctx: Ctx, charge: Charge, error: unknown): Promise<void> {
  log().error({ err: error, charge: charge.number }, 'what became of a charge is not known')
  await askLater(ctx, charge)
}
