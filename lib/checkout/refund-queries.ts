import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { chapters, media, programParts, programs } from '@/db/schema/catalog'
import { orderItems, orders, refundRequests } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { chapterProgress } from '@/db/schema/learning'
import { progressOfChapter, watched } from '@/lib/enrollment/watched'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { groupBy } from '@/lib/shared/group'
import { NotFound } from '@/lib/shared/not-found'
import type { Refusal } from '@/lib/shared/refused'
import type { Order, OrderKey } from './orders'
import { learntPercent, type RefundFacts, refusalToRefund, strictest } from './refund-rules'

type Asked = OrderKey & Pick<Order, 'paidAt' | 'status'>

/**
 * What the rule on refunds asks of an order, or of one item of it: the terms of its programmes, and how much of what it bought is learnt.
 * Of an order for several people, what the one who is furthest has learnt. What was given back before does not count any more; of an item,
 * or an order, that was itself given back it tells how it stood. `ended`: it was.
 */
export async function refundFacts(ctx: Ctx, order: Asked, itemId?: string): Promise<RefundFacts & { ended: boolean }> {
  const [all, allLearnt] = await Promise.all([listItems(ctx, order, itemId), listLearnt(ctx, order, itemId)])
  const ended = all.every(({ endedAt }) => endedAt)
  const [items, learnt] = ended ? [all, allLearnt] : [all.filter(({ endedAt }) => !endedAt), allLearnt.filter(({ endedAt }) => !endedAt)]
  const single = items.some(({ courseId }) => courseId)
  return {
    ...strictest(items),
    amountFen: items.reduce((sum, { amountFen }) => sum + amountFen, 0),
    paidAt: order.paidAt,
    learntPercent: single ? learntOfCourses(learnt) : furthest(items, learnt),
    passed: items.some(({ status }) => status === 'passed') || (single && learnt.some(({ passedAt }) => passedAt)),
    ended,
  }
}

type Studied = Awaited<ReturnType<typeof listLearnt>>

const learntOfCourses = (learnt: Studied) =>
  learntPercent(
    learnt,
    learnt.reduce((sum, { creditHours }) => sum + creditHours, 0),
  )

function furthest(items: Awaited<ReturnType<typeof listItems>>, learnt: Studied): number {
  const ofPlace = groupBy(learnt, ({ enrollmentId }) => enrollmentId)
  return items.reduce((most, { enrollmentId, requiredHours }) => {
    return Math.max(most, learntPercent(ofPlace.get(enrollmentId) ?? [], requiredHours))
  }, 0)
}

const ofOrder = ({ buyerId, id }: OrderKey, itemId: string | undefined) =>
  and(eq(orderItems.buyerId, buyerId), eq(orderItems.orderId, id), itemId === undefined ? undefined : eq(orderItems.id, itemId))

const listItems = (ctx: Ctx, order: OrderKey, itemId?: string) =>
  ctx.db
    .select({
      enrollmentId: orderItems.enrollmentId,
      courseId: orderItems.courseId,
      amountFen: orderItems.amountFen,
      endedAt: orderItems.endedAt,
      status: enrollments.status,
      refundDays: programs.refundDays,
      refundMaxLearntPercent: programs.refundMaxLearntPercent,
      requiredHours: sql<number>`(select coalesce(sum(${programParts.requiredHours}), 0)::int from ${programParts} where ${programParts.programId} = ${programs.id})`,
    })
    .from(orderItems)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(ofOrder(order, itemId))

/** The courses that an order opened, each with how much of it was watched; those that a refund took back with it, if it was given back. */
const listLearnt = (ctx: Ctx, order: Asked, itemId?: string) =>
  ctx.db
    .select({
      enrollmentId: studies.enrollmentId,
      creditHours: studies.creditHours,
      passedAt: studies.passedAt,
      endedAt: orderItems.endedAt,
      ...watched,
    })
    .from(orderItems)
    .innerJoin(
      studies,
      and(
        eq(studies.traineeId, orderItems.traineeId),
        eq(studies.enrollmentId, orderItems.enrollmentId),
        or(isNull(orderItems.courseId), eq(orderItems.courseId, studies.courseId)),
        order.status === 'paid' ? or(isNull(studies.endedAt), isNotNull(orderItems.endedAt)) : undefined,
      ),
    )
    .innerJoin(chapters, eq(chapters.courseId, studies.courseId))
    .innerJoin(media, eq(media.id, chapters.mediaId))
    .leftJoin(chapterProgress, progressOfChapter)
    .where(ofOrder(order, itemId))
    .groupBy(studies.traineeId, studies.id, orderItems.buyerId, orderItems.id)

/** The last time a refund of the whole order was asked for, or of this item; null when it never was. */
async function lastRefundRequest(ctx: Ctx, { buyerId, id }: OrderKey, itemId?: string) {
  const [request] = await ctx.db
    .select()
    .from(refundRequests)
    .where(
      and(
        eq(refundRequests.buyerId, buyerId),
        eq(refundRequests.orderId, id),
        itemId === undefined ? isNull(refundRequests.itemId) : eq(refundRequests.itemId, itemId),
      ),
    )
    .orderBy(desc(refundRequests.requestedAt), desc(refundRequests.id))
    .limit(1)
  return request ?? null
}

/** 退款 as the buyer meets it, of the whole order or of one item: the terms, how they stand, why not, what was asked before. @throws NotFound */
export async function getRefundOffer(ctx: Ctx<Buyer>, orderId: string, itemId?: string) {
  const [order] = await ctx.db
    .select()
    .from(orders)
    .where(and(eq(orders.buyerId, ctx.actor.id), eq(orders.id, orderId)))
  if (!order) throw new NotFound()
  const [facts, request] = await Promise.all([refundFacts(ctx, order, itemId), lastRefundRequest(ctx, order, itemId)])
  const given: Refusal = { code: 'refund_item_ended', facts: {} }
  const refusal = order.status !== 'paid' ? null : facts.ended ? given : refusalToRefund(facts, ctx.now)
  return { order, facts, request, refusal, askable: order.status === 'paid' && !refusal && request?.status !== 'open' }
}
export type RefundOffer = Awaited<ReturnType<typeof getRefundOffer>>
