import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { beforeAll, expect, test } from 'vitest'
import { getOrder, listOrders } from '@/lib/checkout/queries'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { noticeFor } from '../support/bank'
import { enrollmentsOf, paymentsOf, recordsOf, seatsTaken } from '../support/books'
import { tallied } from '../support/outcome'
import { programOf } from '../support/program'
import type { Heat } from '../support/racer'
import { anApplication, aProject } from '../support/sales'
import { aClass, aTrainee, noon } from '../support/world'

/** Two processes of the portal on one database: nothing they decide may depend on what only one of them knows. */

const patient = { timeout: 90_000 } // seconds, but for a busy machine
const start = programOf('racer')
let processes: ChildProcess[] = []

beforeAll(async () => {
  processes = (await Promise.all([start(), start()])).map((one) => one.process)
}, 120_000)

/** Both start at once. @returns what became of everybody's wish */
async function race(heats: [Heat, Heat]): Promise<Record<string, number>> {
  const answers = processes.map((one, i) => {
    const answer = once(one, 'message')
    one.send(heats[i]!)
    return answer as Promise<[string[]]>
  })
  return tallied((await Promise.all(answers)).flatMap(([words]) => words))
}

/** A hundred people who want the same. */
async function aCrowd() {
  const people = await Promise.all(Array.from({ length: 100 }, () => aTrainee()))
  const ids = people.map(({ actor }) => actor.id)
  return { people, halves: [ids.slice(0, 50), ids.slice(50)] as const }
}

async function winnerOf(people: Ctx<Trainee>[]) {
  const orders = await Promise.all(people.map((me) => listOrders(me)))
  const winners = people.filter((_, i) => orders[i]!.length)
  expect(winners).toHaveLength(1)
  return { me: winners[0]!, orderId: orders.flat()[0]!.id }
}

test('a hundred people want the last seat at two servers: one gets it, ninety-nine read why, and the books balance', patient, async () => {
  const { id: classId } = await aClass({ seats: 1 })
  const { people, halves } = await aCrowd()
  const heat = (traineeIds: string[]): Heat => ({ now: noon, traineeIds, classId })
  expect(await race([heat(halves[0]), heat(halves[1])])).toEqual({ done: 1, class_full: 99 })
  expect(await seatsTaken(classId)).toBe(1)

  const { me, orderId } = await winnerOf(people)
  const { chargeNumber, tradeNumber, amountFen } = await noticeFor(me, orderId)
  const told: Heat = { now: noon, notice: { chargeNumber, tradeNumber, amountFen }, times: 10 }
  expect(await race([told, told])).toEqual({ done: 20 })
  expect((await getOrder(me, orderId)).order.status).toBe('paid')
  expect([await paymentsOf(orderId), await enrollmentsOf(me), await seatsTaken(classId)]).toEqual([
    [{ tradeNumber, amountFen }],
    [{ classId, status: 'active' }],
    1,
  ])
  expect(await recordsOf(orderId)).toEqual(['order.pay', 'order.place', 'payment.receive'])
})

test('the last seat of a project, chosen and filled in by a hundred, goes to one', patient, async () => {
  const project = await aProject({ seats: 1 })
  const { people, halves } = await aCrowd()
  for (const me of people) await anApplication(me, project)
  const heat = (traineeIds: string[]): Heat => ({
    now: noon,
    traineeIds,
    programId: project.programId,
    expectedFen: 12_000,
  })
  expect(await race([heat(halves[0]), heat(halves[1])])).toEqual({ done: 1, class_full: 99 })
  expect(await seatsTaken(project.id)).toBe(1)
  await winnerOf(people)
})

test('one person who presses at both servers has one order', patient, async () => {
  const { id: classId } = await aClass({ seats: 5 })
  const me = await aTrainee()
  const heat: Heat = { now: noon, traineeIds: Array<string>(20).fill(me.actor.id), classId }
  expect(await race([heat, heat])).toEqual({ done: 40 })
  expect([(await listOrders(me)).length, await seatsTaken(classId)]).toEqual([1, 1])
})
