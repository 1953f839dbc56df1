import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { classes } from '@/db/schema/catalog'
import { type InvoiceTitle, orders } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import { orderApplication } from '@/lib/checkout/order-application'
import { orderCourses } from '@/lib/checkout/order-courses'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'
import { outcome } from '../support/outcome'
import { anApplication, aProject, aShelf } from '../support/sales'
import { aClass, aClassOf, aTrainee, noon } from '../support/world'

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

describe("a class of another region than the employer's", () => {
  const elsewhere = async () => aClassOf((await aClass()).programId, { regionCode: '130202' })
  const reasonOf = async (me: Ctx<Trainee>) =>
    (await db().select().from(enrollments).where(eq(enrollments.traineeId, me.actor.id)))[0]?.otherRegionReason

  test('needs a reason, which the enrolment keeps', async () => {
    const classId = await elsewhere()
    const me = await aTrainee()
    await expect(placeOrder(me, { classId, invoice: null })).rejects.toMatchObject({
      code: 'region_reason_missing',
      field: 'otherRegionReason',
    })
    expect(await taken(classId)).toBe(0)
    await placeOrder(me, { classId, invoice: null, otherRegionReason: '长期派驻路南区' })
    expect(await reasonOf(me)).toBe('长期派驻路南区')
  })

  test('asks for none where the region of the employer is not known', async () => {
    const me = await aTrainee()
    await db().update(trainees).set({ regionCode: null }).where(eq(trainees.id, me.actor.id))
    expect(await outcome(placeOrder(me, { classId: await elsewhere(), invoice: null }))).toBe('done')
  })

  test('its reason is not kept for the own region', async () => {
    const me = await aTrainee()
    await placeOrder(me, { classId: (await aClass()).id, invoice: null, otherRegionReason: '没有用处' })
    expect(await reasonOf(me)).toBeNull()
  })
})

describe('what a second press says of the invoice', () => {
  type Way = { me: Ctx<Trainee>; order: (invoice: InvoiceTitle | null) => Promise<string> }
  const ways: Record<string, () => Promise<Way>> = {
    'of a class': async () => {
      const [me, { id: classId }] = [await aTrainee(), await aClass()]
      return { me, order: (invoice) => placeOrder(me, { classId, invoice }) }
    },
    'of a project': async () => {
      const [me, project] = [await aTrainee(), await aProject()]
      await anApplication(me, project)
      return { me, order: (invoice) => orderApplication(me, { programId: project.programId, expectedFen: 12_000, invoice }) }
    },
    'of single courses': async () => {
      const [me, { courseIds }] = [await aTrainee(), await aShelf([100])]
      return { me, order: (invoice) => orderCourses(me, { courseIds, expectedFen: 100, invoice, ownedConfirmed: false }) }
    },
  }
  const titles: (InvoiceTitle | null)[] = [
    { buyerKind: 'person', title: '张丽华' },
    { buyerKind: 'public_body', title: '唐山市第一中学' },
    null,
    { buyerKind: 'company', title: '唐山云桥市政工程有限公司', taxNumber: '91130200MA07XQ4W3K' },
  ]

  test.each(Object.keys(ways))('%s holds, until it is paid', async (way) => {
    const { me, order } = await ways[way]!()
    const ids = new Set<string>()
    for (const title of titles) {
      const orderId = await order(title)
      ids.add(orderId)
      expect((await getOrder(me, orderId)).order.invoiceTitle).toEqual(title)
    }
    expect(ids.size).toBe(1)
  })
})
