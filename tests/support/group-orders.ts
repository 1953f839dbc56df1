import { randomInt, randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { classes } from '@/db/schema/catalog'
import { type InvoiceTitle, orderItems, orders } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { accounts, enterprises } from '@/db/schema/identity'
import { makeOrder } from '@/lib/checkout/make-order'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { payAtBank, deliverNotice } from './bank'
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
      kind: 'enterprise',
      codeKind: 'credit_code',
      code: `9113${String(randomInt(1e12)).padStart(14, '0')}`,
      regionCode: await aRegion(),
      address: '河北省唐山市路北区',
      contactName: '李敏',
      phone: '13900001234',
      licenceKey: 'licences/none',
      invoice: { title: name, taxNumber: '91130200MA07XQ4W3K' },
      status: 'approved',
      submittedAt: noon,
      decidedAt: noon,
    })
  return { actor: { kind: 'enterprise', id, name, status: 'approved', address: '10.0.0.2' }, now: noon, db: db() }
}

export type GroupOrder = Awaited<ReturnType<typeof aGroupOrder>>

/** An enterprise's order for seats of a class that refunds, waiting to be paid: as a submitted roster leaves it. */
export async function aGroupOrder(people = 3, shape: ClassShape = {}, invoice: InvoiceTitle | null = null) {
  const { id: classId, programId, courseIds } = await aClass({ seats: people, ...shape })
  await setProgram(programId, { refundDays: 7, refundMaxLearntPercent: 50 })
  const me = await anEnterprise()
  const trainees = await Promise.all(Array.from({ length: people }, (_, i) => aTrainee({ name: `职工${i + 1}` })))
  const orderId = await inTransaction(me, async (tx) => {
    const seats = trainees.map(({ actor }) => ({ traineeId: actor.id, id: randomUUID() }))
    await tx.db.insert(enrollments).values(seats.map((seat) => ({ ...seat, classId, programId, reservedAt: noon })))
    await tx.db
      .update(classes)
      .set({ seatsTaken: sql`${classes.seatsTaken} + ${people}` })
      .where(eq(classes.id, classId))
    const amountFen = shape.feeFen ?? 12_000
    return makeOrder(
      tx,
      seats.map(({ traineeId, id }) => ({ traineeId, enrollmentId: id, title: '班级', amountFen })),
      invoice,
    )
  })
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
