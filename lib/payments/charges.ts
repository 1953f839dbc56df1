import { and, asc, count, eq, inArray } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import type { orders } from '@/db/schema/checkout'
import { charges } from '@/db/schema/payments'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { hours, later, minutes, seconds } from '@/lib/shared/time'
import { liveStatuses, nextChargeStatus } from './states'

export type Charge = typeof charges.$inferSelect
type OrderKey = { buyerId: string; id: string }
type Order = Pick<typeof orders.$inferSelect, 'buyerId' | 'id' | 'number' | 'amountFen' | 'expiresAt'>

const ofOrder = ({ buyerId, id }: OrderKey) => and(eq(charges.buyerId, buyerId), eq(charges.orderId, id))
const isThis = ({ buyerId, id }: Pick<Charge, 'buyerId' | 'id'>) => and(eq(charges.buyerId, buyerId), eq(charges.id, id))

/** Codes and pages of gateways live no longer; who comes back to an order later gets a new one. */
const longestLife = hours(2)

/** How long a call may be under way before it is asked what became of it. */
export const underWay = seconds(30)

/** Attempts to pay an order that may still bring money, the earliest first. */
export const liveCharges = (ctx: Ctx, order: OrderKey): Promise<Charge[]> =>
  ctx.db
    .select()
    .from(charges)
    .where(and(ofOrder(order), inArray(charges.status, liveStatuses)))
    .orderBy(asc(charges.intendedAt), asc(charges.id))

/** Every attempt to pay an order, the earliest first. */
export const listCharges = (ctx: Ctx, order: OrderKey): Promise<Charge[]> =>
  ctx.db.select().from(charges).where(ofOrder(order)).orderBy(asc(charges.number))

/** By our number, at this gateway. */
export async function findCharge(ctx: Ctx, provider: string, number: string): Promise<Charge | null> {
  const [charge] = await ctx.db
    .select()
    .from(charges)
    .where(and(eq(charges.number, number), eq(charges.provider, provider)))
  return charge ?? null
}

/** Locks a charge until commit; its order is locked before. */
export async function lockCharge(tx: Ctx, key: Pick<Charge, 'buyerId' | 'id'>): Promise<Charge> {
  const [charge] = await tx.db.select().from(charges).where(isThis(key)).for('update')
  if (!charge) throw new Error(`no charge ${key.id}`)
  return charge
}

/**
 * Writes down that a gateway is about to be asked for an order's money; under the order's lock. The number is the order's and two digits
 * for the attempt: a second method never meets "this number was used with another amount".
 * @throws Refused('too_many_charges') after 99
 */
export async function intendCharge(tx: Ctx, order: Order, { provider, method }: { provider: string; method: string }): Promise<Charge> {
  const [before] = await tx.db.select({ n: count() }).from(charges).where(ofOrder(order))
  const attempt = before!.n + 1
  if (attempt > 99) throw new Refused('too_many_charges')
  const [charge] = await tx.db
    .insert(charges)
    .values({
      buyerId: order.buyerId,
      id: uuidv7(tx.now.getTime()),
      orderId: order.id,
      provider,
      method,
      number: `${order.number}${String(attempt).padStart(2, '0')}`,
      amountFen: order.amountFen,
      intendedAt: tx.now,
      expiresAt: new Date(Math.min(order.expiresAt.getTime(), later(tx.now, longestLife).getTime())),
      askAgainAt: later(tx.now, underWay),
    })
    .returning()
  return charge!
}

type Change = Partial<Pick<Charge, 'address' | 'problem'>>

/** What became of a charge, under its lock. What means nothing in its state changes nothing. @returns whether it did */
export async function advance(
  tx: Ctx,
  charge: Charge,
  event: Parameters<typeof nextChargeStatus>[1],
  change: Change = {},
): Promise<boolean> {
  const status = nextChargeStatus(charge.status, event)
  if (!status) return false
  await tx.db
    .update(charges)
    .set({ ...change, status, endedAt: status === 'open' ? null : tx.now })
    .where(isThis(charge))
  return true
}

/** The charges of an order that may still bring money are asked about by the next round. */
export const askSoon = (tx: Ctx, order: OrderKey) =>
  tx.db
    .update(charges)
    .set({ askAgainAt: tx.now })
    .where(and(ofOrder(order), inArray(charges.status, liveStatuses)))

/** Asked, and nothing new: to be asked again, the later the longer it has been open. */
export async function askLater(ctx: Ctx, charge: Charge): Promise<void> {
  const age = ctx.now.getTime() - charge.intendedAt.getTime()
  await ctx.db
    .update(charges)
    .set({ askedAt: ctx.now, askAgainAt: later(ctx.now, age < minutes(10) ? minutes(1) : minutes(5)) })
    .where(isThis(charge))
}
