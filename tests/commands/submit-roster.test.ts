import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { classes } from '@/db/schema/catalog'
import { orders } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { accounts, trainees } from '@/db/schema/identity'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder, listOrders } from '@/lib/checkout/queries'
import { phoneOf } from '@/lib/identity/phones'
import { idNumberIndex } from '@/lib/identity/queries'
import { days, later } from '@/lib/shared/time'
import { recordsOf, seatsTaken, statusOf } from '../support/books'
import { anEnterprise } from '../support/enterprises'
import { aColleague, anOpened, aRoster, aSubmitted, colleagues, rosterOf, rowsOf, submit } from '../support/groups'
import { killing } from '../support/killing'
import { idNumberOf, rowOf } from '../support/opened'
import { outcome, outcomes, tallied } from '../support/outcome'
import { jobsWith } from '../support/queue'
import { setProgram } from '../support/sales'
import { aClass, aClassOf, aCourse, aTrainee, noon } from '../support/world'

const personOf = async (idNumber: string) =>
  (
    await db()
      .select()
      .from(trainees)
      .innerJoin(accounts, eq(accounts.id, trainees.id))
      .where(eq(trainees.idNumberIndex, idNumberIndex(idNumber)))
  )[0]
const countOrders = async (buyerId: string) => (await db().select().from(orders).where(eq(orders.buyerId, buyerId))).length

describe('提交信息', () => {
  test('gives new people an account to activate, and everybody a seat in one order', async () => {
    const trainingClass = await aClass({ seats: 5 })
    const people = [aColleague({ name: '王秀英' }), aColleague()]
    const { me, rosterId, orderId } = await aSubmitted(trainingClass, people)
    const { order, itemCount, title } = await getOrder(me, orderId)
    expect([order.status, order.amountFen, itemCount, title.slice(-5)]).toEqual(['pending', 24_000, 2, '（2 人）'])
    expect(order.expiresAt).toEqual(later(noon, days(3)))
    expect(await seatsTaken(trainingClass.id)).toBe(2)
    const person = (await personOf(people[0]!.idNumber))!
    expect(person.accounts).toMatchObject({ mustActivate: true, passwordHash: null })
    expect(person.trainees).toMatchObject({
      name: '王秀英',
      employer: people[0]!.employer,
      regionCode: '130203',
      documentKind: 'resident_id',
    })
    expect(phoneOf(person.trainees)).toBe(people[0]!.phone)
    expect(idNumberOf(person.trainees)).toBe(people[0]!.idNumber)
    const [row] = await rowsOf(rosterId)
    expect(row).toMatchObject({ traineeId: person.trainees.id, enrollmentId: expect.any(String), endedAt: null })
    expect(await recordsOf(rosterId)).toEqual(['roster.submit'])
  })

  test('keeps of the file only what it was for', async () => {
    const { me, rosterId } = await aSubmitted(await aClass())
    const [row] = await rowsOf(rosterId)
    expect(rowOf(row!)).toMatchObject({ cells: {}, repairs: [], problems: [], values: { name: '李建国' } })
    expect((await rosterOf(rosterId)).file).toMatchObject({ name: '名单.xlsx', key: null })
    expect(await jobsWith('rosters.forget', { enterpriseId: me.actor.id })).toHaveLength(1)
  })

  test('leaves the account of somebody known as it is, and enrols with the employer of the roster', async () => {
    const trainingClass = await aClass()
    const known = await aTrainee({ name: '张丽华', employer: '唐山市水务局' })
    const given = aColleague({ name: '张丽华', idNumber: known.idNumber, phone: '13611112222' })
    await aSubmitted(trainingClass, [given])
    const person = (await personOf(known.idNumber))!
    expect(person.trainees).toMatchObject({ id: known.actor.id, employer: '唐山市水务局' })
    expect(phoneOf(person.trainees)).toBe(known.phone)
    expect(person.accounts.mustActivate).toBe(false)
    const [enrollment] = await db().select().from(enrollments).where(eq(enrollments.traineeId, known.actor.id))
    expect(enrollment).toMatchObject({ status: 'reserved', employer: given.employer })
    expect(await listOrders(known)).toEqual([]) // whose order it is not
  })

  test('pressed ten times at once makes one order', async () => {
    const trainingClass = await aClass()
    const me = await anEnterprise()
    const rosterId = await aRoster(me, trainingClass.id, colleagues(3))
    const made = await Promise.all(Array.from({ length: 10 }, () => submit(me, rosterId)))
    expect(new Set(made).size).toBe(1)
    expect([await countOrders(me.actor.id), await seatsTaken(trainingClass.id)]).toEqual([1, 3])
  })

  test('takes rows with problems only when it is said that they stay out', async () => {
    const trainingClass = await aClass()
    const me = await anEnterprise()
    const rosterId = await aRoster(me, trainingClass.id, [...colleagues(2), aColleague({ problem: 'id_checksum' })])
    await expect(submit(me, rosterId)).rejects.toMatchObject({ code: 'roster_has_problems', facts: { problems: 1 } })
    expect(await seatsTaken(trainingClass.id)).toBe(0)
    await submit(me, rosterId, { leaveOut: true })
    const rows = await rowsOf(rosterId)
    expect(rows.map(({ enrollmentId }) => enrollmentId !== null)).toEqual([true, true, false])
    expect(rowOf(rows[2]!)).toMatchObject({ cells: {}, problems: [{ kind: 'id_checksum' }] })
  })

  test('marks who enrolled meanwhile or has another name now, and submits nobody', async () => {
    const trainingClass = await aClass()
    const [joined, renamed] = [await aTrainee({ name: '赵敏' }), await aTrainee({ name: '钱德龙' })]
    const me = await anEnterprise()
    const people = [
      aColleague(),
      aColleague({ name: '赵敏', idNumber: joined.idNumber }),
      aColleague({ name: '钱龙', idNumber: renamed.idNumber }),
    ]
    const rosterId = await aRoster(me, trainingClass.id, people)
    await placeOrder(joined, { classId: trainingClass.id, invoice: null })
    await expect(submit(me, rosterId)).rejects.toMatchObject({ code: 'roster_people_changed', facts: { people: 2 } })
    expect((await rowsOf(rosterId)).map(({ problems }) => problems)).toEqual([[], ['already_in_class'], ['name_differs']])
    expect(await rosterOf(rosterId)).toMatchObject({ status: 'draft', ready: 1 })
    expect(await personOf(people[0]!.idNumber)).toBeUndefined()
    await submit(me, rosterId, { leaveOut: true })
    expect(await seatsTaken(trainingClass.id)).toBe(2)
  })

  test('is refused whole: too few seats, another price, nobody ready, a class that is closed or not for groups', async () => {
    const trainingClass = await aClass({ seats: 2 })
    const me = await anEnterprise()
    const people = colleagues(3)
    const rosterId = await aRoster(me, trainingClass.id, people)
    await expect(submit(me, rosterId)).rejects.toMatchObject({ code: 'class_seats_missing', facts: { missing: 1 } })
    await db().update(classes).set({ seats: 3 }).where(eq(classes.id, trainingClass.id))
    await expect(submit(me, rosterId, { expectedFen: 1 })).rejects.toMatchObject({ code: 'price_changed', facts: { amount: '¥360.00' } })
    await setProgram(trainingClass.programId, { pricing: 'hour' })
    expect(await outcome(submit(me, rosterId))).toBe('class_not_for_groups')
    await setProgram(trainingClass.programId, { pricing: 'class' })
    await db().update(classes).set({ closedAt: noon }).where(eq(classes.id, trainingClass.id))
    expect(await outcome(submit(me, rosterId))).toBe('enrolment_closed')
    expect([await personOf(people[0]!.idNumber), await seatsTaken(trainingClass.id)]).toEqual([undefined, 0])
    const empty = await aRoster(me, (await aClass()).id, [aColleague({ problem: 'missing' })])
    expect(await outcome(submit(me, empty, { leaveOut: true }))).toBe('roster_none_ready')
  })

  test('of another enterprise, or of one that is not approved, there is nothing here', async () => {
    const { rosterId } = await aSubmitted(await aClass())
    expect(await outcome(submit(await anEnterprise(), rosterId))).toBe('not found')
    const waiting = await anEnterprise({ status: 'pending' })
    expect(await outcome(submit(waiting, await aRoster(waiting, (await aClass()).id, colleagues(1))))).toBe('not found')
  })

  test('a class without a fee opens at once', async () => {
    const { me, orderId } = await aSubmitted(await aClass({ feeFen: 0 }))
    expect((await getOrder(me, orderId)).enrollmentStatus).toBe('active')
  })
})

describe('the last seats', () => {
  test('of two clerks whose rosters both want them, one gets all of his', async () => {
    const trainingClass = await aClass({ seats: 25 })
    const clerks = await Promise.all([1, 2].map(() => anEnterprise()))
    const rosterIds = await Promise.all(clerks.map((me) => aRoster(me, trainingClass.id, colleagues(20))))
    const words = await outcomes(clerks.map((me, i) => submit(me, rosterIds[i]!)))
    expect(tallied(words)).toEqual({ done: 1, class_seats_missing: 1 })
    expect(await seatsTaken(trainingClass.id)).toBe(20)
  })

  test('wanted by a roster and by single trainees are never given twice', async () => {
    const trainingClass = await aClass({ seats: 20 })
    const me = await anEnterprise()
    const rosterId = await aRoster(me, trainingClass.id, colleagues(15))
    const singles = await Promise.all(Array.from({ length: 10 }, () => aTrainee()))
    const [roster, ...others] = await outcomes([
      submit(me, rosterId),
      ...singles.map((one) => placeOrder(one, { classId: trainingClass.id, invoice: null })),
    ])
    const taken = (roster === 'done' ? 15 : 0) + others.filter((word) => word === 'done').length
    expect(taken).toBe(await seatsTaken(trainingClass.id))
    expect(taken).toBeLessThanOrEqual(20)
    expect([...new Set([roster, ...others])].filter((word) => !['done', 'class_full', 'class_seats_missing'].includes(word!))).toEqual([])
  })

  test('the same people in two rosters, for two classes of a programme, hold one seat each', async () => {
    const trainingClass = await aClass({ seats: 30 })
    const classIds = [trainingClass.id, await aClassOf(trainingClass.programId, { seats: 30 })]
    const people = colleagues(10)
    const clerks = await Promise.all([1, 2].map(() => anEnterprise()))
    const rosterIds = await Promise.all(clerks.map((me, i) => aRoster(me, classIds[i]!, i ? [...people].reverse() : people)))
    const words = await outcomes(clerks.map((me, i) => submit(me, rosterIds[i]!)))
    expect(words.filter((word) => word === 'done')).toHaveLength(1)
    expect((await seatsTaken(classIds[0]!)) + (await seatsTaken(classIds[1]!))).toBe(10)
  })
})

describe('a server killed', () => {
  test('while it submits leaves no account, no seat and no order behind, wherever it was', async () => {
    const trainingClass = await aClass()
    const me = await anEnterprise()
    const people = colleagues(3)
    const rosterId = await aRoster(me, trainingClass.id, people)
    let writes = 0
    for (; (await submit(killing(me, writes), rosterId).catch(() => null)) === null; writes++) {
      expect([await rosterOf(rosterId), await seatsTaken(trainingClass.id), await countOrders(me.actor.id)]).toMatchObject([
        { status: 'draft', orderId: null },
        0,
        0,
      ])
      expect(await personOf(people[0]!.idNumber)).toBeUndefined()
    }
    expect(writes).toBeGreaterThan(5)
    expect([await seatsTaken(trainingClass.id), await countOrders(me.actor.id)]).toEqual([3, 1])
  })
})

test('opened, everybody has the compulsory courses, whenever courses are chosen', async () => {
  const [required, elective] = [await aCourse(), await aCourse()]
  for (const selectionTiming of ['after_payment', 'before_payment'] as const) {
    const parts = [
      { hours: 4, compulsory: true, courses: [required] },
      { hours: 4, courses: [elective] },
    ]
    const trainingClass = await aClass({ parts, program: { selectionTiming } })
    const { orderId, rosterId } = await anOpened(trainingClass)
    expect(await statusOf(orderId)).toBe('paid')
    for (const { enrollmentId } of await rowsOf(rosterId)) {
      const held = await db().select().from(studies).where(eq(studies.enrollmentId, enrollmentId!))
      expect(held.map(({ courseId }) => courseId)).toEqual([required])
    }
  }
})
