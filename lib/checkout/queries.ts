import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { orderItems, orders, payments } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { regions, trainees } from '@/db/schema/identity'
import { invoices } from '@/db/schema/invoices'
import { listParts } from '@/lib/enrollment/queries'
import { refusalToEnroll } from '@/lib/enrollment/rules'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import type { OrderStatus } from './order-states'

/** A trainee's order with what it pays for, its payment and invoice. @throws NotFound, also for somebody else's */
export async function getOrder(ctx: Ctx<Trainee>, orderId: string) {
  const mine = and(eq(orders.traineeId, ctx.actor.id), eq(orders.id, orderId))
  const [row] = await ctx.db
    .select({
      order: orders,
      item: orderItems.title,
      enrollmentId: orderItems.enrollmentId,
      enrollmentStatus: enrollments.status,
      program: programs.title,
      invoice: invoices,
      payment: payments,
    })
    .from(orders)
    .innerJoin(orderItems, and(eq(orderItems.traineeId, orders.traineeId), eq(orderItems.orderId, orders.id)))
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .leftJoin(
      invoices,
      and(eq(invoices.traineeId, orders.traineeId), eq(invoices.orderId, orders.id), sql`${invoices.status} <> 'reversed'`),
    )
    .leftJoin(payments, and(eq(payments.traineeId, orders.traineeId), eq(payments.orderId, orders.id)))
    .where(mine)
    .orderBy(asc(payments.receivedAt)) // the one that paid it; a second one was given back
    .limit(1)
  if (!row) throw new NotFound()
  return row
}

/** The trainee's orders, newest first. */
export async function listOrders(ctx: Ctx<Trainee>, statuses?: OrderStatus[]) {
  return ctx.db
    .select({
      id: orders.id,
      number: orders.number,
      status: orders.status,
      amountFen: orders.amountFen,
      createdAt: orders.createdAt,
      expiresAt: orders.expiresAt,
      title: orderItems.title,
      enrollmentId: orderItems.enrollmentId,
      invoiceStatus: invoices.status,
    })
    .from(orders)
    .innerJoin(orderItems, and(eq(orderItems.traineeId, orders.traineeId), eq(orderItems.orderId, orders.id)))
    .leftJoin(
      invoices,
      and(eq(invoices.traineeId, orders.traineeId), eq(invoices.orderId, orders.id), sql`${invoices.status} <> 'reversed'`),
    )
    .where(and(eq(orders.traineeId, ctx.actor.id), statuses ? inArray(orders.status, statuses) : undefined))
    .orderBy(desc(orders.createdAt))
    .limit(200)
}

/** Classes of published programmes, with why each cannot be joined now. Newest year first. */
export async function listOffers(ctx: Ctx, year?: number) {
  const rows = await ctx.db
    .select({
      id: classes.id,
      title: classes.title,
      regionCode: classes.regionCode,
      region: regions.name,
      seats: classes.seats,
      seatsTaken: classes.seatsTaken,
      enrolFrom: classes.enrolFrom,
      enrolUntil: classes.enrolUntil,
      studyFrom: classes.studyFrom,
      studyUntil: classes.studyUntil,
      programId: programs.id,
      program: programs.title,
      year: programs.year,
      feeFen: programs.feeFen,
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
      .select({ programId: enrollments.programId, classId: enrollments.classId, status: enrollments.status })
      .from(enrollments)
      .where(and(eq(enrollments.traineeId, ctx.actor.id), inArray(enrollments.status, ['reserved', 'active', 'passed']))),
  ])
  const joined = new Map(mine.map((row) => [row.programId, row]))
  const withMine = offers.map((offer) => {
    const own = joined.get(offer.programId)
    const refusal = own
      ? { code: own.status === 'reserved' ? ('order_waiting' as const) : ('already_enrolled' as const), facts: {} }
      : offer.refusal
    return { ...offer, refusal, joinedHere: own?.classId === offer.id }
  })
  const nearness = (offer: ClassOffer) => (offer.regionCode === me?.regionCode ? 0 : 1)
  return withMine.sort((a, b) => b.year - a.year || nearness(a) - nearness(b))
}
