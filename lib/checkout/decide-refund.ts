import { and, eq, isNull } from 'drizzle-orm'
import { payments, refundRequests, refunds } from '@/db/schema/checkout'
import { record } from '@/lib/audit/record'
import { reverseInvoice } from '@/lib/invoices/reverse-invoice'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { giveBack } from './give-back'
import { takeItemsBack } from './open-items'
import { nextOrderStatus } from './order-states'
import { lockOrder, type Order, setOrder } from './orders'

type RequestKey = { buyerId: string; requestId: string }

/**
 * The staff grants a refund. In one transaction the order is refunding, what it bought ends, its seat is free and its invoice is
 * reversed; the money goes back at the gateway by the job queue. The programme's terms bind the asking, not this decision; but what
 * was passed meanwhile, with a certificate for it, is not given back any more.
 * @throws NotFound without the right 'refunds.decide'; Refused('refund_decided' | 'refund_passed')
 */
export async function approveRefund(ctx: Ctx<Staff>, key: RequestKey): Promise<void> {
  requireRight(ctx, 'refunds.decide')
  await inTransaction(ctx, async (tx) => {
    const { order, request } = await lockRequest(tx, key)
    const refunding = nextOrderStatus(order.status, 'approve_refund')
    if (!refunding) throw new Refused('refund_decided')
    if (!(await takeItemsBack(tx, order))) throw new Refused('refund_passed')
    await setOrder(tx, order, { status: refunding })
    await decide(tx, key, { status: 'approved' })
    await reverseInvoice(tx, { buyerId: order.buyerId, orderId: order.id })
    for (const paymentId of await unreturned(tx, order)) await giveBack(tx, order, paymentId, `学员申请退款：${request.reason}`)
    await record(tx, 'refund.approve', order.id, { request: key.requestId })
  })
}

/** The staff declines, with an answer that the trainee reads. @throws NotFound as above; Refused('refund_decided') */
export async function declineRefund(ctx: Ctx<Staff>, { answer, ...key }: RequestKey & { answer: string }): Promise<void> {
  requireRight(ctx, 'refunds.decide')
  await inTransaction(ctx, async (tx) => {
    const { order } = await lockRequest(tx, key)
    await decide(tx, key, { status: 'declined', answer })
    await record(tx, 'refund.decline', order.id, { request: key.requestId, answer })
  })
}

const keyed = ({ buyerId, requestId }: RequestKey) => and(eq(refundRequests.buyerId, buyerId), eq(refundRequests.id, requestId))

/** The order first, as everybody locks; then what was asked about it. */
async function lockRequest(tx: Ctx, key: RequestKey) {
  const [found] = await tx.db.select({ orderId: refundRequests.orderId }).from(refundRequests).where(keyed(key))
  const order = found && (await lockOrder(tx, { buyerId: key.buyerId, id: found.orderId }))
  if (!order) throw new NotFound()
  const [request] = await tx.db.select().from(refundRequests).where(keyed(key))
  if (request?.status !== 'open') throw new Refused('refund_decided')
  return { order, request }
}

const decide = (tx: Ctx<Staff>, key: RequestKey, decision: { status: 'approved' | 'declined'; answer?: string }) =>
  tx.db
    .update(refundRequests)
    .set({ ...decision, decidedAt: tx.now, decidedBy: tx.actor.id })
    .where(keyed(key))

/** Payments of the order that are still here: the one that paid it. */
async function unreturned(tx: Ctx, { buyerId, id }: Order): Promise<string[]> {
  const rows = await tx.db
    .select({ id: payments.id })
    .from(payments)
    .leftJoin(refunds, and(eq(refunds.buyerId, payments.buyerId), eq(refunds.paymentId, payments.id)))
    .where(and(eq(payments.buyerId, buyerId), eq(payments.orderId, id), isNull(refunds.id)))
  return rows.map((row) => row.id)
}
