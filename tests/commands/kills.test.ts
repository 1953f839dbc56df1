import { eq, sql } from 'drizzle-orm'
import PgBoss from 'pg-boss'
import { beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { rosterRows, rosters } from '@/db/schema/rosters'
import { listOrders } from '@/lib/checkout/queries'
import { getRoster } from '@/lib/rosters/queries'
import { receiveUpload } from '@/lib/rosters/receive-upload'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { unseal } from '@/lib/shared/secrets'
import { deliverNotice, payAtBank } from '../support/bank'
import { recordsOf, statusOf } from '../support/books'
import { anEnterprise } from '../support/enterprises'
import type { Errand, Task } from '../support/errands'
import { aRoster, type Colleague, rowsOf, submit } from '../support/groups'
import { rowOf } from '../support/opened'
import { databaseUrl, kill, killWithin, programOf, type Running } from '../support/program'
import { cardBorn, man, workbook } from '../support/rosters'
import { aClass, aCourse } from '../support/world'

/** kill -9 of a whole server process. What stands afterwards is what was before or what was to be, whole; and doing it again does the rest. */

const patient = { timeout: 90_000 } // seconds, but for a busy machine
const soon = { interval: 20, timeout: 30_000 }
const start = programOf('errands')
let next: Promise<Running>
beforeAll(() => {
  next = start()
})

/** A server that is ready for an errand; the one after it starts meanwhile. */
function aServer(): Promise<Running> {
  const ready = next
  next = start()
  return ready
}

const give = ({ process }: Running, { actor, now }: Ctx<Enterprise>, errand: Errand) => process.send({ actor, now, errand } satisfies Task)

/** Different people, told apart from those of other tests by their `order`. */
const staff = (n: number, order: number, employer = ''): Colleague[] =>
  Array.from({ length: n }, (_, i) => ({
    name: '王建国',
    idNumber: cardBorn(new Date(Date.UTC(1970, 0, 1 + i)).toISOString().slice(0, 10), order),
    phone: `13${order}${String(i).padStart(6, '0')}`,
    employer,
  }))

test('while it uploads: the draft is the one before or the new one', patient, async () => {
  const small = workbook([
    ['姓名', '身份证号', '手机号'],
    ['王建国', man, '13800006021'],
  ])
  const all = 1200
  const [me, { id: classId }] = [await anEnterprise(), await aClass({ seats: all })]
  const upload = () => receiveUpload(me, { classId, upload: { name: 'a.xlsx', bytes: small } })
  const rosterId = await upload()
  const errand: Errand = { what: 'upload', classId, people: staff(all, 121).map(({ name, idNumber, phone }) => [name, idNumber, phone]) }
  const drafted = async () => {
    const { people, ready, fileName } = await getRoster(me, rosterId)
    const rows = await db().select().from(rosterRows).where(eq(rosterRows.enterpriseId, me.actor.id))
    for (const row of rows) expect(rowOf(row).values.name).toBe('王建国')
    const drafts = await db().select().from(rosters).where(eq(rosters.enterpriseId, me.actor.id))
    return { drafts: drafts.length, fileName, people, ready, rows: rows.length }
  }
  const before = { drafts: 1, fileName: 'a.xlsx', people: 1, ready: 1, rows: 1 }
  const after = { drafts: 1, fileName: '名单.csv', people: all, ready: all, rows: all }
  const killedWhenItSays = async (word: string) => {
    const server = await aServer()
    const said = new Promise<void>((resolve) => server.process.on('message', (one) => one === word && resolve()))
    give(server, me, errand)
    await said
    await kill(server)
  }

  await killedWhenItSays('checking')
  expect(await drafted()).toEqual(before)
  for (const table of ['roster_rows', 'rosters']) {
    const server = await aServer()
    await killWithin(server, () => give(server, me, errand), table)
    expect(await drafted(), table).toEqual(before)
  }
  await killedWhenItSays('saving')
  expect([before, after]).toContainEqual(await drafted())
  expect(await upload()).toBe(rosterId) // and the clerk simply uploads again
  expect(await drafted()).toEqual(before)
})

/** What an enterprise's roster, seats and money come to. */
async function booksOf(me: Ctx<Enterprise>, classId: string) {
  const mine = sql`${me.actor.id}`
  const [books] = await db().execute(sql`select
    (select status::text from rosters where enterprise_id = ${mine}) as roster,
    (select count(*)::int from roster_rows r join enrollments e on e.trainee_id = r.trainee_id and e.id = r.enrollment_id
      where r.enterprise_id = ${mine} and e.class_id = ${classId}) as placed,
    (select count(*)::int from trainees t join accounts a on a.id = t.id and a.must_activate where t.employer = ${me.actor.id}) as accounts,
    (select seats_taken from classes where id = ${classId}) as seats,
    (select jsonb_object_agg(status, n) from (select status, count(*)::int n from enrollments where class_id = ${classId} group by 1) s) as held,
    (select count(*)::int from studies s join enrollments e on e.trainee_id = s.trainee_id and e.id = s.enrollment_id
      where e.class_id = ${classId}) as studies,
    (select jsonb_agg(status) from orders where buyer_id = ${mine}) as orders,
    (select sum(amount_fen)::int from orders where buyer_id = ${mine}) as order_fen,
    (select sum(amount_fen)::int from order_items where buyer_id = ${mine}) as items_fen,
    (select sum(amount_fen)::int from payments where buyer_id = ${mine}) as paid_fen,
    (select count(*)::int from pgboss.job where name = 'groups.tell' and data->>'buyerId' = ${mine}) as tells`)
  return books
}

const draft = {
  ...{ roster: 'draft', placed: 0, accounts: 0, seats: 0, held: null, studies: 0 },
  ...{ orders: null, order_fen: null, items_fen: null, paid_fen: null, tells: 0 },
}
const submitted = (people: number) => ({
  ...{ roster: 'submitted', placed: people, accounts: people, seats: people, held: { reserved: people }, studies: 0 },
  ...{ orders: ['pending'], order_fen: people * 12_000, items_fen: people * 12_000, paid_fen: null, tells: 0 },
})
const opened = (people: number) => ({
  ...submitted(people),
  ...{ held: { active: people }, studies: 2 * people, orders: ['paid'], paid_fen: people * 12_000, tells: 1 },
})

/** An enterprise with a roster for a class that has two compulsory courses and room for its people exactly. */
async function prepare(people: number, order: number) {
  const parts = [{ hours: 8, compulsory: true, courses: [await aCourse(), await aCourse()] }]
  const { id: classId } = await aClass({ seats: people, parts })
  const me = await anEnterprise()
  const listed = staff(people, order, me.actor.id)
  return { me, classId, listed, rosterId: await aRoster(me, classId, listed), books: () => booksOf(me, classId) }
}

test('while it submits: nobody has an account, a seat or an order, or everybody has', patient, async () => {
  const { me, rosterId, books } = await prepare(1200, 122)
  const errand: Errand = { what: 'submit', rosterId, expectedFen: 1200 * 12_000 }
  for (const table of ['trainees', 'roster_rows']) {
    const server = await aServer()
    await killWithin(server, () => give(server, me, errand), table)
    expect(await books(), table).toEqual(draft)
  }
  const through = await aServer()
  give(through, me, errand)
  await expect.poll(() => listOrders(me), soon).toHaveLength(1)
  await kill(through)
  expect(await books()).toEqual(submitted(1200))
  const orderId = await submit(me, rosterId) // the clerk, who saw no answer, presses again
  expect(await books()).toEqual(submitted(1200))
  expect([await recordsOf(rosterId), await recordsOf(orderId)]).toEqual([['roster.submit'], ['order.place']])
})

test('while it opens: the class is open to nobody, or to everybody; while it tells them: each is told once', patient, async () => {
  const { me, listed, rosterId, books } = await prepare(450, 124)
  const orderId = await submit(me, rosterId)
  await payAtBank(me, orderId)
  const errand: Errand = { what: 'pay', orderId }
  for (const table of ['enrollments', 'orders']) {
    const server = await aServer()
    await killWithin(server, () => give(server, me, errand), table)
    expect(await books(), table).toEqual(submitted(450))
  }
  const through = await aServer()
  give(through, me, errand)
  await expect.poll(() => statusOf(orderId), soon).toBe('paid')
  await kill(through)
  expect(await books()).toEqual(opened(450))
  await deliverNotice(me, orderId) // the bank, which heard no answer, tells again
  expect(await books()).toEqual(opened(450))
  expect(await recordsOf(orderId)).toEqual(['order.pay', 'order.place', 'payment.receive'])

  const rows = (await rowsOf(rosterId)).map(({ traineeId }, i) => ({ traineeId: traineeId!, phone: listed[i]!.phone }))
  const inOrder = rows.sort((a, b) => (a.traineeId < b.traineeId ? -1 : 1))
  const phones = inOrder.map(({ phone }) => phone)
  // In the second batch of two hundred: these are told and the third batch is asked for, and nothing of it is committed.
  const third = `new.name = 'groups.tell' and new.data->>'after' = '${inOrder[399]!.traineeId}'`
  const teller = await aServer()
  await killWithin(teller, () => give(teller, me, { what: 'work' }), 'pgboss.job', third)
  expect([await told(), await batches()]).toEqual([phones.slice(0, 200).sort(), ['completed', 'active']])
  await givenAgain()
  const other = await aServer()
  give(other, me, { what: 'work' })
  await expect.poll(batches, soon).toEqual(['completed', 'completed', 'completed'])
  await kill(other)
  expect(await told()).toEqual(phones.sort())
})

/** The phones that messages were made out to. */
async function told(): Promise<string[]> {
  const messages = await db().execute<{ sealed: string }>(sql`select data->>'sealed' as sealed from pgboss.job where name = 'sms.send'`)
  return [...messages].map(({ sealed }) => JSON.parse(unseal('waiting-message', sealed)!).phone).sort()
}

/** How the batches stand in which people are told. */
async function batches(): Promise<string[]> {
  const jobs = await db().execute<{ state: string }>(sql`select state from pgboss.job where name = 'groups.tell' order by data->>'after'`)
  return [...jobs].map(({ state }) => state)
}

/** The queue notices that nobody is at what it has given away, which takes it some minutes, and gives it to somebody else. */
async function givenAgain(): Promise<void> {
  await db().execute(sql`update pgboss.job set started_on = started_on - interval '1 hour' where name = 'groups.tell' and state = 'active'`)
  const boss = await new PgBoss(databaseUrl()).start()
  await boss.maintain()
  await boss.stop({ graceful: false })
  await db().execute(sql`update pgboss.job set start_after = now() where name = 'groups.tell' and state = 'retry'`)
}
