import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { orderItems, orders, refundRequests } from '@/db/schema/checkout'
import { enterprises, staff, trainees } from '@/db/schema/identity'
import { payments, refunds } from '@/db/schema/payments'
import type { Ctx, Staff } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { startingWith } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'
import { buyer, isEnterprise, isTrainee } from './buyers'
import { refundFacts } from './refund-queries'
import { refusalToRefund } from './refund-rules'
import { transferProvider } from './rules'

export const refundFilters = ['state'] as const
type RefundQuery = ListQuery<(typeof refundFilters)[number]>

const stateOf = (state: string | undefined) =>
  state === 'approved' || state === 'declined' || state === 'open' ? eq(refundRequests.status, state) : undefined

const person = sql<string | null>`(select ${trainees.name} from ${orderItems} join ${trainees} on ${trainees.id} = ${orderItems.traineeId}
  where ${orderItems.buyerId} = ${refundRequests.buyerId} and ${orderItems.id} = ${refundRequests.itemId})`

/** What finance has to see to: what came by transfer, and what a gateway turned down. */
export const owedByHand = sql`(${refunds.status} = 'failed' or (${refunds.status} = 'requested' and ${payments.provider} = ${transferProvider}))`
export const ofRefund = and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId))!

/** What is asked about: an item, or all of the order that stands. */
const askedFen = sql<number>`(select coalesce(sum(${orderItems.amountFen}), 0)::int from ${orderItems} where ${orderItems.buyerId} = ${orders.buyerId}
  and ${orderItems.orderId} = ${orders.id} and ${orderItems.id} = coalesce(${refundRequests.itemId}, ${orderItems.id})
  and (${refundRequests.itemId} is not null or ${orderItems.endedAt} is null))`

/** What was asked for: those that wait first, the longest waiting at the top; then the latest. */
export async function listRefundRequests(ctx: Ctx<Staff>, query: RefundQuery) {
  requireRight(ctx, 'orders.read')
  const where = and(stateOf(query.filters.state), numbered(query.q))
  const waiting = sql`case when ${refundRequests.status} = 'open' then ${refundRequests.requestedAt} end asc nulls last`
  const rows = await ctx.db
    .select({
      ...buyer,
      id: refundRequests.id,
      status: refundRequests.status,
      proposedAt: refundRequests.proposedAt,
      reason: refundRequests.reason,
      requestedAt: refundRequests.requestedAt,
      number: orders.number,
      paidAt: orders.paidAt,
      itemId: refundRequests.itemId,
      person,
      amountFen: askedFen,
      total: sql<number>`count(*) over ()::int`,
    })
    .from(refundRequests)
    .innerJoin(orders, ofRequest)
    .leftJoin(enterprises, isEnterprise)
    .leftJoin(trainees, isTrainee)
    .where(where)
    .orderBy(waiting, desc(refundRequests.requestedAt), desc(refundRequests.id))
    .limit(pageSize)
    .offset((query.page - 1) * pageSize)
  const total = rows[0]?.total ?? 0
  return { rows, total }
}

const proposer = sql<string | null>`(select s.name from staff s where s.id = ${refundRequests.proposedBy})`

const ofRequest = and(eq(orders.buyerId, refundRequests.buyerId), eq(orders.id, refundRequests.orderId))

const numbered = (q: string): SQL | undefined =>
  q ? sql`(${orders.number} like ${startingWith(q)} or coalesce(${enterprises.name}, ${trainees.name}) like ${startingWith(q)})` : undefined

/** One request with what there is to decide by: the rule of the programme, and how the order stands to it now. @throws NotFound */
export async function getRefundRequest(ctx: Ctx<Staff>, requestId: string) {
  requireRight(ctx, 'orders.read')
  const [row] = await ctx.db
    .select({ ...buyer, request: refundRequests, order: orders, person, decidedBy: staff.name, proposedBy: proposer })
    .from(refundRequests)
    .innerJoin(orders, ofRequest)
    .leftJoin(enterprises, isEnterprise)
    .leftJoin(trainees, isTrainee)
    .leftJoin(staff, eq(staff.id, refundRequests.decidedBy))
    .where(eq(refundRequests.id, requestId))
  if (!row) throw new NotFound()
  const facts = await refundFacts(ctx, row.order, row.request.itemId ?? undefined)
  const [{ items, title }] = (await ctx.db
    .select({ items: sql<number>`count(*)::int`, title: sql<string>`min(${orderItems.title})` })
    .from(orderItems)
    .where(
      and(
        eq(orderItems.buyerId, row.order.buyerId),
        eq(orderItems.orderId, row.order.id),
        row.request.itemId ? eq(orderItems.id, row.request.itemId) : undefined,
      ),
    )) as [{ items: number; title: string }]
  const refusal = row.order.status === 'paid' && !facts.ended ? refusalToRefund(facts, row.request.requestedAt) : null
  return { ...row, facts, items, title, refusal, limitFen: env().refundLimitFen }
}

/** Money that goes or went back; what finance has to give back by hand first. */
export async function listReturns(ctx: Ctx<Staff>, query: ListQuery) {
  requireRight(ctx, 'orders.read')
  const byHand = owedByHand as SQL<boolean>
  const rows = await ctx.db
    .select({
      ...buyer,
      id: refunds.id,
      number: orders.number,
      amountFen: refunds.amountFen,
      status: refunds.status,
      reason: refunds.reason,
      requestedAt: refunds.requestedAt,
      doneAt: refunds.doneAt,
      provider: payments.provider,
      tradeNumber: payments.tradeNumber,
      reference: refunds.reference,
      problem: refunds.problem,
      byHand,
      total: sql<number>`count(*) over ()::int`,
    })
    .from(refunds)
    .innerJoin(payments, ofRefund)
    .innerJoin(orders, and(eq(orders.buyerId, payments.buyerId), eq(orders.id, payments.orderId)))
    .leftJoin(enterprises, isEnterprise)
    .leftJoin(trainees, isTrainee)
    .where(numbered(query.q))
    .orderBy(desc(byHand), asc(refunds.status), desc(refunds.requestedAt), desc(refunds.id))
    .limit(pageSize)
    .offset((query.page - 1) * pageSize)
  const total = rows[0]?.total ?? 0
  return { rows, total }
}
export type ReturnRow = Awaited<ReturnType<typeof listReturns>>['rows'][number]
