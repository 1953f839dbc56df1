import { and, desc, eq, isNull, or, sql } from 'drizzle-orm'
import { chapters, media, programParts, programs } from '@/db/schema/catalog'
import { orderItems, orders, refundRequests } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { chapterProgress } from '@/db/schema/learning'
import { progressOfChapter, watched } from '@/lib/enrollment/watched'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import type { Order } from './orders'
import { learntPercent, type RefundFacts, refusalToRefund, strictest } from './refund-rules'

type OrderKey = Pick<Order, 'buyerId' | 'id'>

/** What the rule on refunds asks of an order: the terms of its programmes, and how much of what it bought is learnt. */
export async function refundFacts(ctx: Ctx, order: Pick<Order, 'buyerId' | 'id' | 'amountFen' | 'paidAt'>): Promise<RefundFacts> {
  const [items, learnt] = await Promise.all([listItems(ctx, order), listLearnt(ctx, order)])
  const single = items.some(({ courseId }) => courseId)
  const hours = single ? learnt.reduce((sum, course) => sum + course.creditHours, 0) : (items[0]?.requiredHours ?? 0)
  return {
    ...strictest(items),
    amountFen: order.amountFen,
    paidAt: order.paidAt,
    learntPercent: learntPercent(learnt, hours),
    passed: items.some(({ status }) => status === 'passed') || (single && learnt.some(({ passedAt }) => passedAt)),
  }
}

const listItems = (ctx: Ctx, { buyerId, id }: OrderKey) =>
  ctx.db
    .select({
      courseId: orderItems.courseId,
      status: enrollments.status,
      refundDays: programs.refundDays,
      refundMaxLearntPercent: programs.refundMaxLearntPercent,
      requiredHours: sql<number>`(select coalesce(sum(${programParts.requiredHours}), 0)::int from ${programParts} where ${programParts.programId} = ${programs.id})`,
    })
    .from(orderItems)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(and(eq(orderItems.buyerId, buyerId), eq(orderItems.orderId, id)))

/** The courses that an order opened, each with how much of it was watched. */
const listLearnt = (ctx: Ctx, { buyerId, id }: OrderKey) =>
  ctx.db
    .select({
      creditHours: studies.creditHours,
      passedAt: studies.passedAt,
      ...watched,
    })
    .from(orderItems)
    .innerJoin(
      studies,
      and(
        eq(studies.traineeId, orderItems.traineeId),
        eq(studies.enrollmentId, orderItems.enrollmentId),
        or(isNull(orderItems.courseId), eq(orderItems.courseId, studies.courseId)),
        isNull(studies.endedAt),
      ),
    )
    .innerJoin(chapters, eq(chapters.courseId, studies.courseId))
    .innerJoin(media, eq(media.id, chapters.mediaId))
    .leftJoin(chapterProgress, progressOfChapter)
    .where(and(eq(orderItems.buyerId, buyerId), eq(orderItems.orderId, id)))
    .groupBy(studies.traineeId, studies.id)

/** The last time a refund was asked for; null when it never was. */
export async function lastRefundRequest(ctx: Ctx, { buyerId, id }: OrderKey) {
  const [request] = await ctx.db
    .select()
    .from(refundRequests)
    .where(and(eq(refundRequests.buyerId, buyerId), eq(refundRequests.orderId, id)))
    .orderBy(desc(refundRequests.requestedAt), desc(refundRequests.id))
    .limit(1)
  return request ?? null
}

/** 退款 as the trainee meets it: the terms, how they stand, why not, and what was asked before. @throws NotFound */
export async function getRefundOffer(ctx: Ctx<Trainee>, orderId: string) {
  const [order] = await ctx.db
    .select()
    .from(orders)
    .where(and(eq(orders.buyerId, ctx.actor.id), eq(orders.id, orderId)))
  if (!order) throw new NotFound()
  const [facts, request] = await Promise.all([refundFacts(ctx, order), lastRefundRequest(ctx, order)])
  const refusal = order.status === 'paid' ? refusalToRefund(facts, ctx.now) : null
  return { order, facts, request, refusal, askable: order.status === 'paid' && !refusal && request?.status !== 'open' }
}
export type RefundOffer = Awaited<ReturnType<typeof getRefundOffer>>
