import { and, eq, gte, isNull, sql } from 'drizzle-orm'
import { locks } from '@/db/locks'
import { orderItems, refundRequests } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { reverseInvoice } from '@/lib/invoices/reverse-invoice'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { startOfDay } from '@/lib/shared/time'
import { giveAllBack, giveBack } from './give-back'
import { takeItemsBack } from './open-items'
import { nextOrderStatus } from './order-states'
import { lockOrder, type Order, type OrderItem, setOrder } from './orders'
import { refundFacts } from './refund-queries'
import { sumOf, unreturned } from './unreturned'

type RequestKey = { buyerId: string; requestId: string }
type Request = typeof refundRequests.$inferSelect

/**
 * The staff grants a refund, of the whole order or of one item. In one transaction what it bought ends, its seat is free, the invoice is
 * reversed and the money is owed; it goes back at the gateway by the job queue. An order stands while something of it is left. The
 * programme's terms bind the asking, not this decision; but what was passed meanwhile, with a certificate for it, is not given back.
 * Beyond what one member may grant in a day (REFUND_LIMIT) it waits until another one agrees, too.
 * @returns whether it was granted; false: it waits for the second
 * @throws NotFound without the right 'refunds.decide'; Refused('refund_decided' | 'refund_passed' | 'refund_second_same')
 */
export async function approveRefund(ctx: Ctx<Staff>, key: RequestKey): Promise<boolean> {
  requireRight(ctx, 'refunds.decide')
  return inTransaction(ctx, async (tx) => {
    const { order, request } = await lockRequest(tx, key)
    const refunding = nextOrderStatus(order.status, 'approve_refund')
    if (!refunding) throw new Refused('refund_decided')
    const { amountFen } = await refundFacts(tx, order, request.itemId ?? undefined)
    if (await needsAnother(tx, request, amountFen)) {
      await tx.db.update(refundRequests).set({ proposedAt: tx.now, proposedBy: tx.actor.id }).where(keyed(key))
      await record(tx, 'refund.propose', order.id, { request: key.requestId, item: request.itemId, amountFen })
      return false
    }
    await decide(tx, keyed(key), { status: 'approved', amountFen })
    const over = request.itemId ? await returnItem(tx, order, request, request.itemId) : await returnAll(tx, order, request)
    if (over) {
      await setOrder(tx, order, { status: refunding })
      await decide(tx, othersOf(order), { status: 'approved', proposedAt: null, proposedBy: null }) // whatever else was asked about this order
    }
    await reverseInvoice(tx, { buyerId: order.buyerId, orderId: order.id })
    await record(tx, 'refund.approve', order.id, { request: key.requestId, item: request.itemId })
    return true
  })
}

/**
 * Two eyes on large sums, and on many small ones: what this member granted today counts, too.
 * @throws Refused('refund_second_same') for who has agreed already
 */
async function needsAnother(tx: Ctx<Staff>, { proposedBy }: Request, amountFen: number): Promise<boolean> {
  if (proposedBy === tx.actor.id) throw new Refused('refund_second_same')
  if (proposedBy) return false
  // Whoever grants two at once grants one after the other.
  await tx.db.execute(sql`select pg_advisory_xact_lock(${locks.refunds}, hashtext(${tx.actor.id}))`)
  return (await grantedToday(tx)) + amountFen > env().refundLimitFen
}

/** In fen; what took two is not one's own alone. */
async function grantedToday(tx: Ctx<Staff>): Promise<number> {
  const [row] = await tx.db
    .select({ fen: sql`coalesce(sum(${refundRequests.amountFen}), 0)`.mapWith(Number) })
    .from(refundRequests)
    .where(
      and(eq(refundRequests.decidedBy, tx.actor.id), gte(refundRequests.decidedAt, startOfDay(tx.now)), isNull(refundRequests.proposedBy)),
    )
  return row!.fen
}

/** The staff declines, with an answer that the buyer reads. @throws NotFound as above; Refused('refund_decided') */
export async function declineRefund(ctx: Ctx<Staff>, { answer, ...key }: RequestKey & { answer: string }): Promise<void> {
  requireRight(ctx, 'refunds.decide')
  await inTransaction(ctx, async (tx) => {
    const { order, request } = await lockRequest(tx, key)
    await decide(tx, keyed(key), { status: 'declined', answer })
    await record(tx, 'refund.decline', order.id, { request: key.requestId, item: request.itemId, answer })
  })
}

/** One item ends. @returns whether it was the last of its order */
async function returnItem(tx: Ctx, order: Order, { reason }: Request, itemId: string): Promise<boolean> {
  const live = await liveItems(tx, order)
  const item = live.find(({ id }) => id === itemId)
  if (!item) throw new Refused('refund_decided')
  if (!(await takeItemsBack(tx, order, itemId))) throw new Refused('refund_passed')
  await tx.db
    .update(orderItems)
    .set({ endedAt: tx.now })
    .where(and(eq(orderItems.buyerId, order.buyerId), eq(orderItems.id, itemId)))
  const left = await unreturned(tx, order)
  if (sumOf(left) < item.amountFen) throw new Error(`order ${order.number} has no ${item.amountFen} fen left to give back`)
  // Of one payment if it can be: the others are what came in parts.
  const whole = left.find(({ leftFen }) => leftFen >= item.amountFen)
  let owedFen = item.amountFen
  for (const { id, leftFen } of whole ? [whole] : left) {
    const amountFen = Math.min(leftFen, owedFen)
    if (amountFen) await giveBack(tx, order, id, `单项退款：${reason}`, { amountFen, itemId, sold: true })
    owedFen -= amountFen
  }
  return live.length === 1
}

/** All that is left ends, and all money that is still here goes back. */
async function returnAll(tx: Ctx, order: Order, { reason }: Request): Promise<true> {
  if (!(await takeItemsBack(tx, order))) throw new Refused('refund_passed')
  await giveAllBack(tx, order, `申请退款：${reason}`, { sold: true })
  return true
}

const keyed = ({ buyerId, requestId }: RequestKey) => and(eq(refundRequests.buyerId, buyerId), eq(refundRequests.id, requestId))
const othersOf = ({ buyerId, id }: Order) =>
  and(eq(refundRequests.buyerId, buyerId), eq(refundRequests.orderId, id), eq(refundRequests.status, 'open'))

/** The order first, as everybody locks; then what was asked about it. */
async function lockRequest(tx: Ctx, key: RequestKey) {
  const [found] = await tx.db.select({ orderId: refundRequests.orderId }).from(refundRequests).where(keyed(key))
  const order = found && (await lockOrder(tx, { buyerId: key.buyerId, id: found.orderId }))
  if (!order) throw new NotFound()
  const [request] = await tx.db.select().from(refundRequests).where(keyed(key))
  if (request?.status !== 'open') throw new Refused('refund_decided')
  return { order, request }
}

const decide = (tx: Ctx<Staff>, which: ReturnType<typeof keyed>, decision: Partial<Request> & Pick<Request, 'status'>) =>
  tx.db
    .update(refundRequests)
    .set({ ...decision, decidedAt: tx.now, decidedBy: tx.actor.id })
    .where(which)

const liveItems = (tx: Ctx, { buyerId, id }: Order): Promise<OrderItem[]> =>
  tx.db
    .select()
    .from(orderItems)
    .where(and(eq(orderItems.buyerId, buyerId), eq(orderItems.orderId, id), isNull(orderItems.endedAt)))
