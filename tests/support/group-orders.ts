import { randomInt } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { type InvoiceTitle, orderItems, orders } from '@/db/schema/checkout'
import { accounts, enterprises } from '@/db/schema/identity'
import { makeOrder } from '@/lib/checkout/make-order'
import { reserveSeats } from '@/lib/enrollment/group-seats'
import { type Ctx, type Enterprise, inTransaction, type Trainee } from '@/lib/shared/context'
import { deliverNotice, payAtBank } from './bank'
import { setProgram } from './sales'
import { aClass, aRegion, aTrainee, type ClassShape, noon, unique } from './world'

/** An approved enterprise, as the context its clerk acts in. */
export async function anEnterprise(name = `唐山云桥市政工程有限公司 ${unique()}`): Promise<Ctx<Enterprise>> {
  const [account] = await db().insert(accounts).values({ passwordHash: 'none' }).returning({ id: accounts.id })
  const id = account!.id
  await db()
    .insert(enterprises)
    .values({
      id,
      name,
      kind: 'company',
      codeKind: 'credit',
      code: `9113${String(randomInt(1e12)).padStart(14, '0')}`,
      regionCode: await aRegion(),
      address: '河北省唐山市路北区',
      contactName: '李敏',
      phone: '13900001234',
      licenceKey: 'licences/none',
      invoice: { buyerKind: 'company', title: name, taxNumber: '91130200MA07XQ4W3K' },
      status: 'approved',
      submittedAt: noon,
      decidedAt: noon,
    })
  return { actor: { kind: 'enterprise', id, name, status: 'approved', address: '10.0.0.2' }, now: noon, db: db() }
}

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
