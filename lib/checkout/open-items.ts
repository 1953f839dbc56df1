import { and, eq } from 'drizzle-orm'
import { orderItems, orders } from '@/db/schema/checkout'
import { openSeats, releaseSeats, withdrawSeats } from '@/lib/enrollment/group-seats'
import { activateSeat, releaseSeat, withdrawSeat } from '@/lib/enrollment/seats'
import { endCourses, leaveShelves, openCourses } from '@/lib/enrollment/shelf'
import { endStreams, endStreamsOf } from '@/lib/learning/end-streams'
import type { Ctx } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { isOver, itemsOf, type OrderKey } from './orders'

/** What of an order still stands: a seat in a class, seats for an enterprise's people, or single courses. */
async function bought(tx: Ctx, order: OrderKey, itemId?: string) {
  const all = await itemsOf(tx, order)
  const items = itemId ? all.filter(({ id }) => id === itemId) : all
  const [first] = items
  if (!first) return { nothing: true as const }
  const { traineeId, enrollmentId } = first
  if (traineeId !== order.buyerId) return { seats: items.map((item) => ({ traineeId: item.traineeId, enrollmentId: item.enrollmentId })) }
  const courses = items.flatMap((item) => (item.courseId ? [{ enrollmentId: item.enrollmentId, courseId: item.courseId }] : []))
  return courses.length ? { traineeId, courses } : { seat: { traineeId, enrollmentId } }
}

const placesOf = (courses: { enrollmentId: string }[]) => [...new Set(courses.map(({ enrollmentId }) => enrollmentId))]

/**
 * Opens what an order pays for. All of it or nothing: an order is never half fulfilled.
 * @returns false, and nothing is done, when something of it cannot be had any more
 */
export async function openItems(tx: Ctx, order: OrderKey): Promise<boolean> {
  const what = await bought(tx, order)
  if (what.nothing) return false // all of it went into another order
  if (what.seats) {
    if (!(await openSeats(tx, what.seats))) return false
    await enqueue(tx, 'groups.tell', { buyerId: order.buyerId, orderId: order.id, after: '' })
    return true
  }
  if (!what.courses) return activateSeat(tx, what.seat)
  return !(await isOver(tx, order)) && openCourses(tx, what.traineeId, what.courses)
}

/** Gives back what an order that ends unpaid had reserved. */
export async function closeItems(tx: Ctx, order: OrderKey): Promise<void> {
  const what = await bought(tx, order)
  if (what.nothing) return
  if (what.seats) return releaseSeats(tx, what.seats)
  if (!what.courses) return releaseSeat(tx, what.seat)
  await leaveShelves(tx, what.traineeId, placesOf(what.courses), async () => {
    const waiting = await tx.db
      .selectDistinct({ id: orderItems.enrollmentId })
      .from(orders)
      .innerJoin(orderItems, and(eq(orderItems.buyerId, orders.buyerId), eq(orderItems.orderId, orders.id)))
      .where(and(eq(orders.buyerId, order.buyerId), eq(orders.status, 'pending')))
    return waiting.map(({ id }) => id)
  })
}

/**
 * Takes back what a paid order had opened, or one item of it: it neither plays nor counts from now on.
 * @returns false, and nothing is done, when it was passed meanwhile or is not there any more
 */
export async function takeItemsBack(tx: Ctx, order: OrderKey, itemId?: string): Promise<boolean> {
  const what = await bought(tx, order, itemId)
  if (what.nothing) return false
  if (what.seats) {
    await endStreamsOf(tx, what.seats)
    return withdrawSeats(tx, what.seats)
  }
  if (!what.courses) {
    await endStreams(tx, what.seat.traineeId, [what.seat.enrollmentId])
    return withdrawSeat(tx, what.seat)
  }
  const courseIds = what.courses.map(({ courseId }) => courseId)
  await endStreams(tx, what.traineeId, placesOf(what.courses), courseIds)
  return endCourses(tx, what.traineeId, what.courses)
}
