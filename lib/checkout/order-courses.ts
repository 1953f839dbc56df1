import { and, asc, eq, gt, inArray, isNull, ne } from 'drizzle-orm'
import { courses } from '@/db/schema/catalog'
import { type InvoiceTitle, orderItems, orders } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { listOffered } from '@/lib/catalog/queries'
import { joinShelves } from '@/lib/enrollment/shelf'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { formatMoney } from '@/lib/shared/money'
import { Refused } from '@/lib/shared/refused'
import { makeOrder } from './make-order'
import { keepLastInvoice } from './orders'

type Wanted = { courseIds: string[]; expectedFen: number; invoice: InvoiceTitle | null; ownedConfirmed: boolean }

/**
 * 选课学习: one order for one or several single courses, each an item at its own price. All free ones open at once. Pressing twice
 * gives the same order; a course that waits in another order is not ordered again. `ownedConfirmed`: the trainee has read that a
 * course is theirs in a class already, and wants it all the same.
 * @returns the order's id
 * @throws Refused('course_not_sold' | 'course_owned_here' | 'course_owned_in_class' | 'course_order_waiting' | 'price_changed')
 */
export async function orderCourses(ctx: Ctx<Trainee>, { courseIds, expectedFen, invoice, ownedConfirmed }: Wanted): Promise<string> {
  const wanted = [...new Set(courseIds)]
  return inTransaction(ctx, async (tx) => {
    const sold = await listSold(tx, wanted)
    const enrollmentOf = await joinShelves(tx, distinctShelves(sold)) // from here on this trainee's orders come one after another
    const waiting = await sameOrder(tx, sold)
    if (waiting) return keepLastInvoice(tx, waiting, invoice)
    await refuseOwned(tx, sold, enrollmentOf, ownedConfirmed)
    const items = sold.map((course) => ({
      enrollmentId: enrollmentOf.get(course.programId)!,
      courseId: course.courseId,
      title: course.title,
      amountFen: course.priceFen,
    }))
    const amountFen = items.reduce((sum, item) => sum + item.amountFen, 0)
    if (amountFen !== expectedFen) throw new Refused('price_changed', { amount: formatMoney(amountFen) })
    return makeOrder(tx, items, invoice)
  })
}

type Sold = Awaited<ReturnType<typeof listSold>>[number]

const namesOf = (sold: { title: string }[]) => sold.map(({ title }) => title).join('”“')
const distinctShelves = (sold: Sold[]) => [...new Map(sold.map((course) => [course.programId, course])).values()]

/** The courses where they are sold now. @throws Refused('course_not_sold') */
async function listSold(tx: Ctx, courseIds: string[]) {
  const sold = (await listOffered(tx, courseIds)).map(({ id, ...course }) => ({ courseId: id, ...course }))
  const missing = courseIds.filter((id) => !sold.some(({ courseId }) => courseId === id))
  if (missing.length || !sold.length) {
    const titles = await tx.db
      .select({ title: courses.title })
      .from(courses)
      .where(inArray(courses.id, missing))
      .orderBy(asc(courses.title))
    throw new Refused('course_not_sold', { titles: namesOf(titles) })
  }
  return sold
}

/** The order of the same press a moment ago. @throws Refused('course_order_waiting') when another order has one of the courses */
async function sameOrder(tx: Ctx<Trainee>, sold: Sold[]): Promise<string | null> {
  const items = await tx.db
    .select({ orderId: orders.id, courseId: orderItems.courseId, title: orderItems.title })
    .from(orders)
    .innerJoin(orderItems, and(eq(orderItems.buyerId, orders.buyerId), eq(orderItems.orderId, orders.id)))
    .where(and(eq(orders.buyerId, tx.actor.id), eq(orders.status, 'pending'), gt(orders.expiresAt, tx.now)))
  const wanted = new Set(sold.map(({ courseId }) => courseId))
  const clashing = items.filter(({ courseId }) => courseId && wanted.has(courseId))
  const [first] = clashing
  if (!first) return null
  const theirs = items.filter(({ orderId }) => orderId === first.orderId)
  if (clashing.length === wanted.size && theirs.length === wanted.size && theirs.every((item) => clashing.includes(item)))
    return first.orderId
  throw new Refused('course_order_waiting', { titles: namesOf(clashing) })
}

/** @throws Refused('course_owned_here' | 'course_owned_in_class') */
async function refuseOwned(tx: Ctx<Trainee>, sold: Sold[], enrollmentOf: Map<string, string>, ownedConfirmed: boolean) {
  const owned = await tx.db
    .select({ title: courses.title, courseId: courses.id, enrollmentId: studies.enrollmentId })
    .from(studies)
    .innerJoin(courses, eq(courses.id, studies.courseId))
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .where(
      and(
        eq(studies.traineeId, tx.actor.id),
        isNull(studies.endedAt),
        ne(enrollments.status, 'withdrawn'),
        inArray(
          studies.courseId,
          sold.map(({ courseId }) => courseId),
        ),
      ),
    )
  const shelves = new Set(enrollmentOf.values())
  const here = owned.filter(({ enrollmentId }) => shelves.has(enrollmentId))
  if (here.length) throw new Refused('course_owned_here', { titles: namesOf(here) })
  if (owned.length && !ownedConfirmed) {
    const once = [...new Map(owned.map((course) => [course.courseId, course])).values()]
    throw new Refused('course_owned_in_class', { titles: namesOf(once) })
  }
}
