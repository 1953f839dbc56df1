import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { orders, transfers } from '@/db/schema/checkout'
import { rosterRows } from '@/db/schema/rosters'
import { record } from '@/lib/audit/record'
import { closedAtGateways, requireUncharged } from '@/lib/checkout/ask-charges'
import { endOrder } from '@/lib/checkout/end-order'
import { makeOrder } from '@/lib/checkout/make-order'
import { endItems, itemsOf, lockOrder, type Order, setOrder } from '@/lib/checkout/orders'
import { releaseSeats } from '@/lib/enrollment/group-seats'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { sqlArray } from '@/lib/shared/sql-array'
import { requireApproved } from '@/lib/shared/staff'
import { findRoster, lockRoster, type Roster, setRoster } from './lock-roster'

/**
 * 移出: takes people out of a submitted roster before it is paid. A gateway cannot change an amount, so the order is ended there and one
 * for the rest takes its place, with the same time to pay it; their seats never become free. Nobody left: the roster is withdrawn. Of a
 * roster whose order ended unpaid, they are left out of the next one. Those taken out already make no difference.
 * @returns the order that holds now; null when nobody is left
 * @throws NotFound; Refused('roster_not_pending' | 'roster_transfer_announced')
 */
export async function takeOut(ctx: Ctx<Enterprise>, { rosterId, rows }: { rosterId: string; rows: number[] }): Promise<string | null> {
  requireApproved(ctx)
  const roster = await findRoster(ctx, rosterId)
  if (roster.status !== 'submitted' || !roster.orderId) throw new Refused('roster_not_pending')
  const known = roster.orderId
  await refuseTransfer(ctx, known)
  if (!(await findRows(ctx, roster, rows)).length) return known
  if (!(await closedAtGateways(ctx, { buyerId: ctx.actor.id, id: known }))) throw new Refused('roster_not_pending')
  return inTransaction(ctx, async (tx) => {
    const { orderId } = await lockRoster(tx, rosterId)
    if (orderId !== known) throw new Refused('roster_not_pending') // somebody else did, in this moment
    const order = (await lockOrder(tx, { buyerId: tx.actor.id, id: known }))!
    await refuseTransfer(tx, known)
    const leaving = await findRows(tx, roster, rows)
    await endRows(tx, roster, leaving)
    await record(tx, 'roster.take_out', rosterId, { people: leaving.length, order: orderId })
    if (order.status === 'pending') return replaceOrder(tx, roster, order, new Set(leaving.map((row) => row.enrollmentId)))
    if (order.status !== 'cancelled' && order.status !== 'expired') throw new Refused('roster_not_pending')
    return known
  })
}

/** The order for those who stay takes the place of the one for all. */
async function replaceOrder(tx: Ctx<Enterprise>, roster: Roster, order: Order, leaving: Set<string>): Promise<string | null> {
  const items = await itemsOf(tx, order)
  const rest = items.filter(({ enrollmentId }) => !leaving.has(enrollmentId))
  if (!rest.length) {
    await endOrder(tx, order, 'cancelled')
    await setRoster(tx, roster.id, { status: 'withdrawn', endedAt: tx.now })
    return null
  }
  await requireUncharged(tx, order)
  await endItems(tx, order)
  await setOrder(tx, order, { status: 'cancelled', endedAt: tx.now })
  await record(tx, 'order.replaced', order.id)
  await releaseSeats(
    tx,
    items.filter(({ enrollmentId }) => leaving.has(enrollmentId)),
  )
  const orderId = await makeOrder(
    tx,
    rest.map(({ traineeId, enrollmentId, title, amountFen }) => ({ traineeId, enrollmentId, title, amountFen })),
    order.invoiceTitle,
    order.expiresAt,
  )
  await setRoster(tx, roster.id, { orderId })
  return orderId
}

/**
 * 撤回: gives a submitted roster up that is not paid; its order and seats with it. (A draft is discarded: discardDraft.)
 * @throws NotFound; Refused('roster_not_pending')
 */
export async function withdrawRoster(ctx: Ctx<Enterprise>, rosterId: string): Promise<void> {
  requireApproved(ctx)
  const { orderId: known, status } = await findRoster(ctx, rosterId)
  if (status === 'draft' || !known) throw new Refused('roster_not_pending')
  if (!(await closedAtGateways(ctx, { buyerId: ctx.actor.id, id: known }))) throw new Refused('roster_not_pending')
  await inTransaction(ctx, async (tx) => {
    const roster = await lockRoster(tx, rosterId)
    if (roster.status === 'withdrawn') return
    if (roster.orderId !== known) throw new Refused('roster_not_pending')
    const order = (await lockOrder(tx, { buyerId: tx.actor.id, id: known }))!
    if (order.status === 'pending') await endOrder(tx, order, 'cancelled')
    else if (order.status !== 'cancelled' && order.status !== 'expired') throw new Refused('roster_not_pending')
    await endItems(tx, order)
    await tx.db.update(rosterRows).set({ endedAt: tx.now }).where(live(tx, roster))
    await setRoster(tx, rosterId, { status: 'withdrawn', endedAt: tx.now })
    await record(tx, 'roster.withdraw', rosterId)
  })
}

const live = (ctx: Ctx<Enterprise>, { id }: Roster) =>
  and(eq(rosterRows.enterpriseId, ctx.actor.id), eq(rosterRows.rosterId, id), isNull(rosterRows.endedAt))

const these = (rows: number[]) => sql`${rosterRows.row} = any(${sqlArray(rows, 'integer')})`

/** Those of these rows that are in the order. */
async function findRows(ctx: Ctx<Enterprise>, roster: Roster, rows: number[]) {
  const found = await ctx.db
    .select({ row: rosterRows.row, enrollmentId: rosterRows.enrollmentId })
    .from(rosterRows)
    .where(and(live(ctx, roster), isNotNull(rosterRows.enrollmentId), these(rows)))
  return found.map(({ row, enrollmentId }) => ({ row, enrollmentId: enrollmentId! }))
}

const endRows = (tx: Ctx<Enterprise>, roster: Roster, rows: { row: number }[]) =>
  tx.db
    .update(rosterRows)
    .set({ endedAt: tx.now })
    .where(and(live(tx, roster), these(rows.map(({ row }) => row))))

/** As long as the order waits, money for the whole amount may be on its way. */
async function refuseTransfer(ctx: Ctx<Enterprise>, orderId: string): Promise<void> {
  const [announced] = await ctx.db
    .select({ at: transfers.announcedAt })
    .from(transfers)
    .innerJoin(orders, and(eq(orders.buyerId, transfers.buyerId), eq(orders.id, transfers.orderId)))
    .where(and(eq(transfers.buyerId, ctx.actor.id), eq(transfers.orderId, orderId), eq(orders.status, 'pending')))
  if (announced) throw new Refused('roster_transfer_announced')
}
