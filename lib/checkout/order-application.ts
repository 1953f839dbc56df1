import { and, asc, eq, inArray } from 'drizzle-orm'
import { classes, courses, programCourses, programParts, programs } from '@/db/schema/catalog'
import type { InvoiceTitle } from '@/db/schema/checkout'
import { applications, candidates } from '@/db/schema/enrollment'
import { priceOf } from '@/lib/enrollment/pricing'
import { listParts } from '@/lib/enrollment/queries'
import { tally, totals } from '@/lib/enrollment/rules'
import { reserveSeat } from '@/lib/enrollment/seats'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { formatMoney } from '@/lib/shared/money'
import { Refused } from '@/lib/shared/refused'
import { makeOrder } from './make-order'
import { keepLastInvoice, waitingOrder } from './orders'

/**
 * 提交订单 of an application: checks again all that may have changed since it was filled in, takes the seat and makes the order.
 * The chosen courses wait as candidates until it is paid. The application stays until then, so that an order that ends unpaid
 * costs nobody their choice. Pressing twice gives the same order; after another choice the waiting one must be cancelled first.
 * @returns the order's id
 * @throws Refused('application_incomplete' | 'courses_changed' | 'hours_missing' | 'price_changed' | those of reserveSeat)
 */
export async function orderApplication(
  ctx: Ctx<Trainee>,
  { programId, expectedFen, invoice }: { programId: string; expectedFen: number; invoice: InvoiceTitle | null },
): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const { classId, employer, otherRegionReason, courseIds } = await lockApplication(tx, programId)
    const seat = await reserveSeat(tx, classId, 'before_payment', { employer, otherRegionReason }).catch((error) =>
      waitingOrder(tx, classId, error),
    )
    const { chosen, program } = await listChosen(tx, programId, courseIds)
    if (!('classTitle' in seat)) return keepLastInvoice(tx, await sameChoice(tx, seat, chosen), invoice)
    const parts = (await listParts(tx, [programId])).get(programId) ?? []
    const { missing } = totals(tally(parts, [], chosen))
    if (missing > 0) throw new Refused('hours_missing', { missing })
    const amountFen = priceOf(program, chosen)
    if (amountFen !== expectedFen) throw new Refused('price_changed', { amount: formatMoney(amountFen) })
    const mine = { traineeId: tx.actor.id, enrollmentId: seat.id }
    if (chosen.length) await tx.db.insert(candidates).values(chosen.map(({ courseId }) => ({ ...mine, courseId, addedAt: tx.now })))
    return makeOrder(tx, [{ enrollmentId: seat.id, title: seat.classTitle, amountFen }], invoice)
  })
}

/** The order that waits, if it is for these courses. @throws Refused('order_waiting') */
async function sameChoice(tx: Ctx<Trainee>, order: { id: string; enrollmentId: string }, chosen: { courseId: string }[]): Promise<string> {
  const waiting = await tx.db
    .select({ courseId: candidates.courseId })
    .from(candidates)
    .where(and(eq(candidates.traineeId, tx.actor.id), eq(candidates.enrollmentId, order.enrollmentId)))
  const same = waiting.length === chosen.length && waiting.every(({ courseId }) => chosen.some((course) => course.courseId === courseId))
  if (!same) throw new Refused('order_waiting')
  return order.id
}

/** The application with nothing left out, locked: the second press waits here. */
async function lockApplication(tx: Ctx<Trainee>, programId: string) {
  const [found] = await tx.db
    .select({ application: applications, classRegion: classes.regionCode, classProgram: classes.programId })
    .from(applications)
    .leftJoin(classes, eq(classes.id, applications.classId))
    .where(and(eq(applications.traineeId, tx.actor.id), eq(applications.programId, programId)))
    .for('update', { of: applications })
  const { classId, employer, regionCode, otherRegionReason, courseIds, coursesConfirmed } = found?.application ?? {}
  const reasoned = regionCode === found?.classRegion || Boolean(otherRegionReason)
  if (!classId || found?.classProgram !== programId || !employer || !regionCode || !reasoned || !courseIds || !coursesConfirmed)
    throw new Refused('application_incomplete')
  return { classId, employer, otherRegionReason: regionCode === found.classRegion ? null : otherRegionReason, courseIds }
}

/** The chosen courses as the programme offers them now, 必修 ones among them. @throws Refused('courses_changed') */
async function listChosen(tx: Ctx, programId: string, courseIds: string[]) {
  const rows = await tx.db
    .select({
      courseId: courses.id,
      title: courses.title,
      partId: programCourses.partId,
      compulsory: programParts.compulsory,
      creditHours: courses.creditHours,
      priceFen: programCourses.priceFen,
      publishedAt: courses.publishedAt,
    })
    .from(programCourses)
    .innerJoin(programParts, eq(programParts.id, programCourses.partId))
    .innerJoin(courses, eq(courses.id, programCourses.courseId))
    .where(eq(programCourses.programId, programId))
  const wanted = new Set(courseIds)
  const published = rows.filter(({ publishedAt }) => publishedAt && publishedAt <= tx.now)
  const chosen = published.filter(({ courseId, compulsory }) => compulsory || wanted.has(courseId))
  const gone = courseIds.filter((id) => !chosen.some(({ courseId }) => courseId === id))
  if (gone.length) {
    const titles = await tx.db.select({ title: courses.title }).from(courses).where(inArray(courses.id, gone)).orderBy(asc(courses.title))
    throw new Refused('courses_changed', { titles: titles.map(({ title }) => title).join('”“') })
  }
  const [program] = await tx.db
    .select({ pricing: programs.pricing, feeFen: programs.feeFen })
    .from(programs)
    .where(eq(programs.id, programId))
  return { chosen, program: program! }
}
