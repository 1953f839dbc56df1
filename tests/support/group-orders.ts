import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { type InvoiceTitle, orderItems, orders } from '@/db/schema/checkout'
import { makeOrder } from '@/lib/checkout/make-order'
import { reserveSeats } from '@/lib/enrollment/group-seats'
import { type Ctx, type Enterprise, inTransaction, type Trainee } from '@/lib/shared/context'
import { deliverNotice, payAtBank } from './bank'
import { anEnterprise } from './enterprises'
import { setProgram } from './sales'
import { aClass, aTrainee, type ClassShape } from './world'

/** Seats for these people and the order for them, as submitting a roster makes them. */
export const orderSeats = (me: Ctx<Enterprise>, classId: string, people: Ctx<Trainee>[], invoice: InvoiceTitle | null) =>
  inTransaction(me, async (tx) => {
    const newcomers = people.map(({ actor }) => ({ traineeId: actor.id }))
    const { classTitle, feeFen, places } = await reserveSeats(tx, classId, newcomers)
    return makeOrder(
      tx,
      places.map((place) => ({ ...place, title: classTitle, amountFen: feeFen })),
      invoice,
    )
  })

export type GroupOrder = Awaited<ReturnType<typeof aGroupOrder>>

/** An enterprise's order for seats of a class that refunds, waiting to be paid: as a submitted roster leaves it. */
export async function aGroupOrder(people = 3, shape: ClassShape = {}, invoice: InvoiceTitle | null = null) {
  const { id: classId, programId, courseIds } = await aClass({ seats: people, ...shape })
  await setProgram(programId, { refundDays: 7, refundMaxLearntPercent: 50 })
  const me = await anEnterprise()
  const trainees = await Promise.all(Array.from({ length: people }, (_, i) => aTrainee({ name: `职工${i + 1}` })))
  const orderId = await orderSeats(me, classId, trainees, invoice)
  const [order] = await db().select().from(orders).where(eq(orders.id, orderId))
  const items = await db().select().from(orderItems).where(eq(orderItems.orderId, orderId))
  const seats = trainees.map((trainee) => ({ trainee, item: items.find(({ traineeId }) => traineeId === trainee.actor.id)! }))
  return { me, orderId, order: order!, classId, programId, courseIds, seats }
}

/** The same, paid at the sandbox bank. */
export async function aPaidGroup(...given: Parameters<typeof aGroupOrder>) {
  const group = await aGroupOrder(...given)
  await payAtBank(group.me, group.orderId)
  await deliverNotice(group.me, group.orderId)
  return group
}
