import { randomInt, randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { classes } from '@/db/schema/catalog'
import { type InvoiceTitle, orderItems, orders } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { accounts, enterprises } from '@/db/schema/identity'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { newOrderNumber } from '@/lib/checkout/rules'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { minutes, later } from '@/lib/shared/time'
import { setProgram } from './sales'
import { aClass, aRegion, asSystem, aTrainee, type ClassShape, noon, unique } from './world'

/** An approved enterprise, as the context its clerk acts in. */
export async function anEnterprise(name = `唐山云桥市政工程有限公司 ${unique()}`): Promise<Ctx<Enterprise>> {
  const [account] = await db().insert(accounts).values({ kind: 'enterprise', passwordHash: 'none' }).returning({ id: accounts.id })
  const id = account!.id
  await db()
    .insert(enterprises)
    .values({ id, name, creditCode: String(randomInt(1e12)).padStart(18, '9'), ...(await required()) })
  return { actor: { kind: 'enterprise', id, name, status: 'approved', address: '10.0.0.2' }, now: noon, db: db() }
}

const required = async () => ({ regionCode: await aRegion(), status: 'approved' as const })

export type GroupOrder = Awaited<ReturnType<typeof aGroupOrder>>

/** An enterprise's order for `people` seats of a class that refunds, waiting to be paid: as the submitted roster leaves it. */
export async function aGroupOrder(people = 3, shape: ClassShape = {}, invoice: InvoiceTitle | null = null) {
  const { id: classId, programId, courseIds } = await aClass({ seats: people, ...shape })
  await setProgram(programId, { refundDays: 7, refundMaxLearntPercent: 50 })
  const me = await anEnterprise()
  const [orderId, price] = [randomUUID(), shape.feeFen ?? 12_000]
  const number = newOrderNumber(noon)
  const buyerId = me.actor.id
  await db()
    .insert(orders)
    .values({ id: orderId, buyerId, number, amountFen: people * price, invoiceTitle: invoice, createdAt: noon, expiresAt: later(noon, minutes(30)) })
  const seats = []
  for (let i = 0; i < people; i++) {
    const trainee = await aTrainee({ name: `职工${i + 1}` })
    const [itemId, enrollmentId, traineeId] = [randomUUID(), randomUUID(), trainee.actor.id]
    await db().insert(enrollments).values({ traineeId, id: enrollmentId, classId, programId, reservedAt: noon })
    await db().insert(orderItems).values({ buyerId, id: itemId, traineeId, orderId, enrollmentId, title: '班级', amountFen: price })
    seats.push({ itemId, enrollmentId, trainee })
  }
  await db().update(classes).set({ seatsTaken: sql`${classes.seatsTaken} + ${people}` }).where(eq(classes.id, classId))
  return { me, orderId, number, amountFen: people * price, classId, programId, courseIds, seats }
}
