import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { orderItems, orders, refundRequests, transfers } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { regions, trainees } from '@/db/schema/identity'
import { invoices } from '@/db/schema/invoices'
import { payments, refunds } from '@/db/schema/payments'
import { classFields } from '@/lib/catalog/class-fields'
import { needsReason } from '@/lib/enrollment/application-rules'
import { byEmployer, refusalOfHolder } from '@/lib/enrollment/by-employer'
import { listParts } from '@/lib/enrollment/queries'
import { refusalToEnroll } from '@/lib/enrollment/rules'
import type { Buyer, Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import type { OrderStatus } from './order-states'
import { orderTitle } from './rules'
import { sumOf, unreturned } from './unreturned'

/** More than anybody's basket holds; of an enterprise's order, the page lists the people by itself (listOrderPeople). */
const itemsShown = 100

/** A buyer's order with what it pays for, its payment and invoice. @throws NotFound, also for somebody else's */
export async function getOrder(ctx: Ctx<Buyer>, orderId: string) {
  const mine = and(eq(orders.buyerId, ctx.actor.id), eq(orders.id, orderId))
  const [[row], items, [invoice], [transfer], left, returned] = await Promise.all([
    ctx.db
      .select({ order: orders, payment: payments })
      .from(orders)
      .leftJoin(payments, and(eq(payments.buyerId, orders.buyerId), eq(payments.orderId, orders.id)))
      .where(mine)
      .orderBy(sql`${allReturned}`, asc(payments.receivedAt)) // the one that paid it; a second one, or a part, was given back
      .limit(1),
    listItems(ctx, orderId),
    ctx.db
      .select()
      .from(invoices)
      .where(and(eq(invoices.buyerId, ctx.actor.id), eq(invoices.orderId, orderId)))
      .orderBy(sql`${invoices.status} = 'reversed'`, desc(invoices.requestedAt)) // a live one before those taken back
      .limit(1),
    ctx.db
      .select()
      .from(transfers)
      .where(and(eq(transfers.buyerId, ctx.actor.id), eq(transfers.orderId, orderId))),
    unreturned(ctx, { buyerId: ctx.actor.id, id: orderId }),
    listReturned(ctx, orderId),
  ])
  const [first] = items
  if (!row || !first) throw new NotFound()
  const { enrollmentId, enrollmentStatus, program, timing, itemCount } = first
  const title = orderTitle(first.title, itemCount, first.courseId !== null)
  return {
    ...row,
    items,
    itemCount,
    title,
    invoice: invoice ?? null,
    transfer: transfer ?? null,
    /** Of the price, what is here: less than all of it while a transfer came in part. */
    receivedFen: sumOf(left),
    returned,
    enrollmentId,
    enrollmentStatus,
    program,
    timing,
  }
}

/** All of it is back, or owed back. */
const allReturned = sql`(select coalesce(sum(r.amount_fen), 0) from refunds r where r.buyer_id = ${payments.buyerId} and r.payment_id = ${payments.id}) = ${payments.amountFen}`

/** What of an order's money went back or is on its way, the latest first. */
const listReturned = (ctx: Ctx<Buyer>, orderId: string) =>
  ctx.db
    .select({
      id: refunds.id,
      amountFen: refunds.amountFen,
      reason: refunds.reason,
      requestedAt: refunds.requestedAt,
      doneAt: refunds.doneAt,
    })
    .from(refunds)
    .innerJoin(payments, and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId)))
    .where(and(eq(refunds.buyerId, ctx.actor.id), eq(payments.orderId, orderId)))
    .orderBy(desc(refunds.requestedAt), desc(refunds.id))
    .limit(itemsShown)
export type Returned = Awaited<ReturnType<typeof listReturned>>[number]

/** The lines of an order: a class, or single courses with the study that each became. */
const listItems = (ctx: Ctx<Buyer>, orderId: string) =>
  ctx.db
    .select({
      title: orderItems.title,
      amountFen: orderItems.amountFen,
      courseId: orderItems.courseId,
      enrollmentId: orderItems.enrollmentId,
      enrollmentStatus: enrollments.status,
      program: programs.title,
      timing: programs.selectionTiming,
      studyId: studies.id,
      itemCount: sql<number>`count(*) over ()::int`,
    })
    .from(orderItems)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .leftJoin(
      studies,
      and(
        eq(studies.traineeId, orderItems.traineeId),
        eq(studies.enrollmentId, orderItems.enrollmentId),
        eq(studies.courseId, orderItems.courseId),
        isNull(studies.endedAt),
      ),
    )
    .where(and(eq(orderItems.buyerId, ctx.actor.id), eq(orderItems.orderId, orderId)))
    .orderBy(asc(orderItems.title))
    .limit(itemsShown)

/** The buyer's orders, newest first. */
export async function listOrders(ctx: Ctx<Buyer>, statuses?: OrderStatus[]) {
  const rows = await ctx.db
    .select({
      id: orders.id,
      number: orders.number,
      status: orders.status,
      amountFen: orders.amountFen,
      createdAt: orders.createdAt,
      expiresAt: orders.expiresAt,
      firstTitle: sql<string>`min(${orderItems.title})`,
      items: sql<number>`count(*)::int`,
      /** For single courses, not for a class. */
      single: sql<boolean>`bool_or(${orderItems.courseId} is not null)`,
      enrollmentId: sql<string>`(array_agg(${orderItems.enrollmentId}))[1]`,
      invoiceStatus: sql<(typeof invoices.$inferSelect)['status'] | null>`(
        select ${invoices.status} from ${invoices}
        where ${invoices.buyerId} = ${orders.buyerId} and ${invoices.orderId} = ${orders.id}
        order by ${invoices.status} = 'reversed', ${invoices.requestedAt} desc limit 1)`,
      refundRequested: sql<boolean>`exists (
        select 1 from ${refundRequests}
        where ${refundRequests.buyerId} = ${orders.buyerId} and ${refundRequests.orderId} = ${orders.id} and ${refundRequests.status} = 'open')`,
    })
    .from(orders)
    .innerJoin(orderItems, and(eq(orderItems.buyerId, orders.buyerId), eq(orderItems.orderId, orders.id)))
    .where(and(eq(orders.buyerId, ctx.actor.id), statuses ? inArray(orders.status, statuses) : undefined))
    .groupBy(orders.buyerId, orders.id)
    .orderBy(desc(orders.createdAt))
    .limit(200)
  return rows.map(({ firstTitle, items, ...row }) => ({ ...row, items, firstTitle, title: orderTitle(firstTitle, items, row.single) }))
}

/** Classes of published programmes, with why each cannot be joined now. Newest year first. */
export async function listOffers(ctx: Ctx, year?: number) {
  const rows = await ctx.db
    .select({
      ...classFields,
      program: programs.title,
      year: programs.year,
      feeFen: programs.feeFen,
      refundDays: programs.refundDays,
      refundMaxLearntPercent: programs.refundMaxLearntPercent,
    })
    .from(classes)
    .innerJoin(programs, eq(programs.id, classes.programId))
    .innerJoin(regions, eq(regions.code, classes.regionCode))
    .where(
      and(
        eq(programs.selectionTiming, 'after_payment'),
        sql`${programs.publishedAt} <= ${ctx.now.toISOString()}`,
        year ? eq(programs.year, year) : undefined,
      ),
    )
    .orderBy(desc(programs.year), asc(programs.title), asc(regions.position), asc(classes.title))
  const parts = await listParts(ctx, [...new Set(rows.map((row) => row.programId))])
  return rows.map((row) => ({ ...row, parts: parts.get(row.programId) ?? [], refusal: refusalToEnroll(row, ctx.now) }))
}
export type ClassOffer = Awaited<ReturnType<typeof listOffers>>[number]

/** The offers of a year as this trainee meets them: own region first, and what they have joined already. */
export async function listMyOffers(ctx: Ctx<Trainee>, year?: number) {
  const [offers, [me], mine] = await Promise.all([
    listOffers(ctx, year),
    ctx.db.select({ regionCode: trainees.regionCode }).from(trainees).where(eq(trainees.id, ctx.actor.id)),
    ctx.db
      .select({ programId: enrollments.programId, classId: enrollments.classId, status: enrollments.status, byEmployer })
      .from(enrollments)
      .where(and(eq(enrollments.traineeId, ctx.actor.id), inArray(enrollments.status, ['reserved', 'active', 'passed']))),
  ])
  const joined = new Map(mine.map((row) => [row.programId, row]))
  const withMine = offers.map((offer) => {
    const own = joined.get(offer.programId)
    const refusal = own ? { code: refusalOfHolder(own), facts: {} } : offer.refusal
    const otherRegion = needsReason(me?.regionCode ?? null, offer.regionCode)
    return { ...offer, refusal, joinedHere: own?.classId === offer.id, otherRegion, ownRegion: offer.regionCode === me?.regionCode }
  })
  return withMine.sort((a, b) => b.year - a.year || Number(b.ownRegion) - Number(a.ownRegion))
}
export type MyOffer = Awaited<ReturnType<typeof listMyOffers>>[number]
