import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { classes } from '@/db/schema/catalog'
import { orders } from '@/db/schema/checkout'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { later, minutes } from '@/lib/shared/time'
import { aClass, aTrainee, noon } from '../support/world'

const taken = async (classId: string) => (await db().select().from(classes).where(eq(classes.id, classId)))[0]!.seatsTaken

test('the last seat goes to the first trainee only', async () => {
  const { id: classId } = await aClass({ seats: 1 })
  await placeOrder(await aTrainee(), { classId, invoice: null })
  await expect(placeOrder(await aTrainee(), { classId, invoice: null })).rejects.toMatchObject({ code: 'class_full' })
  expect(await taken(classId)).toBe(1)
})

test('thirty people race for three seats: three get one, twenty-seven read why', async () => {
  const { id: classId } = await aClass({ seats: 3 })
  const people = await Promise.all(Array.from({ length: 30 }, () => aTrainee()))
  const outcomes = await Promise.allSettled(people.map((me) => placeOrder(me, { classId, invoice: null })))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  const refusals = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason.code)
  expect(refusals).toEqual(Array(27).fill('class_full'))
  expect(await taken(classId)).toBe(3)
})

test('pressing 提交订单 ten times at once makes one order and takes one seat', async () => {
  const { id: classId } = await aClass()
  const me = await aTrainee()
  const ids = await Promise.all(Array.from({ length: 10 }, () => placeOrder(me, { classId, invoice: null })))
  expect(new Set(ids).size).toBe(1)
  expect(await db().select().from(orders).where(eq(orders.buyerId, me.actor.id))).toHaveLength(1)
  expect(await taken(classId)).toBe(1)
})

test.each([
  ['before it opens', { enrolFrom: later(noon, minutes(1)) }, 'enrolment_not_open'],
  ['at the very moment it closes', { enrolUntil: noon }, 'enrolment_closed'],
  ['when it has no seats', { seats: 0 }, 'class_full'],
] as const)('a class cannot be joined %s', async (_, shape, code) => {
  const { id: classId } = await aClass(shape)
  await expect(placeOrder(await aTrainee(), { classId, invoice: null })).rejects.toMatchObject({ code })
  expect(await taken(classId)).toBe(0)
})

test('a free class opens at once, without a payment', async () => {
  const { id: classId } = await aClass({ feeFen: 0 })
  const me = await aTrainee()
  const { order, enrollmentStatus } = await getOrder(me, await placeOrder(me, { classId, invoice: null }))
  expect([order.status, enrollmentStatus]).toEqual(['paid', 'active'])
})

test("somebody else's order reads as missing", async () => {
  const { id: classId } = await aClass()
  const orderId = await placeOrder(await aTrainee(), { classId, invoice: null })
  await expect(getOrder(await aTrainee(), orderId)).rejects.toMatchObject({ name: 'NotFound' })
})
