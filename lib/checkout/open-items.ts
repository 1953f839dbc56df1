import { and, eq } from 'drizzle-orm'
import { orderItems, orders } from '@/db/schema/checkout'
import { activateSeat, releaseSeat, withdrawSeat } from '@/lib/enrollment/seats'
import { endCourses, leaveShelves, openCourses } from '@/lib/enrollment/shelf'
import { endStreams } from '@/lib/learning/end-streams'
import type { Ctx } from '@/lib/shared/context'
import { itemsOf, type Order } from './orders'

type OrderKey = Pick<Order, 'buyerId' | 'id'>

/** What an order is for: a class, or single courses. */
async function bought(tx: Ctx, order: OrderKey) {
  const items = await itemsOf(tx, order)
  const courses = items.flatMap(({ enrollmentId, courseId }) => (courseId ? [{ enrollmentId, courseId }] : []))
  const { traineeId, enrollmentId } = items[0]!
  return courses.length ? { traineeId, courses } : { traineeId, seat: { traineeId, enrollmentId } }
}

const placesOf = (courses: { enrollmentId: string }[]) => [...new Set(courses.map(({ enrollmentId }) => enrollmentId))]

/**
 * Opens what an order pays for. All of it or nothing: an order is never half fulfilled.
 * @returns false, and nothing is done, when something of it cannot be had any more
 */
export async function openItems(tx: Ctx, order: OrderKey): Promise<boolean> {
  const { traineeId, courses, seat } = await bought(tx, order)
  return courses ? openCourses(tx, traineeId, courses) : activateSeat(tx, seat)
}

/** Gives back what an order that ends unpaid had reserved. */
export async function closeItems(tx: Ctx, order: OrderKey): Promise<void> {
  const { traineeId, courses, seat } = await bought(tx, order)
  if (!courses) return releaseSeat(tx, seat)
  await leaveShelves(tx, traineeId, placesOf(courses), async () => {
    const waiting = await tx.db
      .selectDistinct({ id: orderItems.enrollmentId })
      .from(orders)
      .innerJoin(orderItems, and(eq(orderItems.buyerId, orders.buyerId), eq(orderItems.orderId, orders.id)))
      .where(and(eq(orders.buyerId, order.buyerId), eq(orders.status, 'pending')))
    return waiting.map(({ id }) => id)
  })
}

/**
 * Takes back what a paid order had opened: it neither plays nor counts from now on.
 * @returns false, and nothing is done, when it was passed meanwhile
 */
export async function takeItemsBack(tx: Ctx, order: OrderKey): Promise<boolean> {
  const { traineeId, courses, seat } = await bought(tx, order)
  if (!courses) {
    await endStreams(tx, traineeId, [seat.enrollmentId])
    return withdrawSeat(tx, seat)
  }
  const courseIds = courses.map(({ courseId }) => courseId)
  await endStreams(tx, traineeId, placesOf(courses), courseIds)
  return endCourses(tx, traineeId, courses)
}
