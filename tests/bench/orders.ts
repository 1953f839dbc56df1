import postgres from 'postgres'
import { closeDb, type Db, openDb } from '@/db/client'
import { uuidv7 } from '@/db/id'
import { placeOrder } from '@/lib/checkout/place-order'
import { startPayment } from '@/lib/checkout/start-payment'
import { closeBooks, openBooks } from '@/lib/sandbox-bank/books'
import { signMessage } from '@/lib/sandbox-bank/message'
import { payTrade } from '@/lib/sandbox-bank/trades'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { closedLoop, httpClient, median } from './load'
import { type Row, times, whole } from './report'
import type { Setup } from './setup'

/*
 * Orders per second, from 提交订单 to the opened class, against plain commits of the same rows.
 *
 * A: 32 clients, each a new person a time: place the order, have the sandbox bank register the charge over the line, pay there, and post the bank's signed
 * notice to the running portal, which books the payment and opens the class before it answers. Orders spread over the classes of 18
 * regions, as a programme has them: a class is one row, and whoever takes a seat in it waits for the one before.
 * B: 32 callers of postgres.js write the same rows in the same transactions, one statement a row and nothing asked before.
 * In turns, A B A B, after a warm-up of both; medians. At the end the books must balance.
 */

const clients = 32
const regions = 18

export async function orders(setup: Setup): Promise<Row[]> {
  const seconds = setup.seconds(8)
  const connections = 10
  const classIds = await prepareClasses(setup)
  const db = openDb(setup.databaseUrl, connections)
  openBooks(setup.databaseUrl)
  const ordering = buyers(setup, db, classIds)
  const plain = await commits(setup, connections, classIds)
  const rates = { orders: [] as number[], commits: [] as number[] }
  await closedLoop(clients, Math.min(2, seconds), ordering.act)
  await closedLoop(clients, Math.min(2, seconds), plain.act)
  for (const round of [1, 2, 3]) {
    for (const [name, { act }] of [
      ['orders', ordering],
      ['commits', plain],
    ] as const) {
      rates[name].push(await closedLoop(clients, seconds, act))
      console.log(`  round ${round}, ${name}: ${whole(rates[name].at(-1) ?? 0)}/s`)
    }
  }
  ordering.close()
  await plain.close()
  await closeDb()
  await closeBooks()
  await checkBooks(setup, classIds)
  const [ours, theirs] = [median(rates.orders), median(rates.commits)]
  return [
    {
      what: `Orders through to the opened class, ${clients} clients, ${regions} classes, 3 × ${seconds} s`,
      product: `${whole(ours)}/s`,
      baseline: `${whole(theirs)}/s plain commits of the same rows, ${connections} connections`,
      comparison: times(ours / theirs),
      goal: 'the books balance',
      met: true, // else it has thrown
    },
  ]
}

/** A programme of its own with a class in every region, with seats for everybody. */
async function prepareClasses({ sql }: Setup): Promise<string[]> {
  const rows = await sql`
    with program as (
      insert into programs (id, year, category_id, title, fee_fen, quiz_single, quiz_multiple, quiz_judgement, certificate_prefix, guidance, published_at)
      select ${uuidv7()}::uuid, year, category_id, 'bench', 12000, quiz_single, quiz_multiple, quiz_judgement, 'BENCH', '[]', now() from programs limit 1
      returning id)
    insert into classes (id, program_id, region_code, title, seats, enrol_from, enrol_until, study_from, study_until)
    select gen_random_uuid(), program.id, r.code, 'bench', 1000000, now() - interval '1 day', now() + interval '1 day', now() - interval '1 day', now() + interval '1 year'
    from program, (select code from regions order by position limit ${regions}) r
    returning id`
  return rows.map(({ id }) => String(id))
}

/** New people, written straight into the database, some hundreds at a time: nobody may order a programme twice. */
function newPeople({ sql }: Setup) {
  const batch = 400
  const ready: string[] = []
  let making: Promise<void> | null = null
  const make = async () => {
    const ids = Array.from({ length: batch }, () => uuidv7())
    await sql.begin(async (tx) => {
      await tx`insert into accounts (id) select unnest(${ids}::uuid[])`
      await tx`
        insert into trainees (id, name, id_number_cipher, id_number_index, id_number_masked, region_code)
        select id, '学员', '', 'bench-' || id, '', (select code from regions limit 1) from unnest(${ids}::uuid[]) id`
    })
    ready.push(...ids)
    making = null
  }
  return async (): Promise<string> => {
    while (!ready.length) {
      making ??= make()
      await making
    }
    return ready.pop()!
  }
}

function buyers(setup: Setup, db: Db, classIds: string[]) {
  const { send, close } = httpClient(setup.portal.origin, clients)
  const nextPerson = newPeople(setup)
  let turn = 0
  const act = async () => {
    const id = await nextPerson()
    const me: Ctx<Trainee> = { actor: { kind: 'trainee', id, name: '学员', address: '127.0.0.1' }, now: new Date(), db }
    const orderId = await placeOrder(me, { classId: classIds[turn++ % classIds.length]!, invoice: null, otherRegionReason: '长期派驻当地' })
    const page = new URL(await startPayment(me, { orderId, method: 'sandbox.wechat' }), 'http://portal')
    const orderNumber = page.pathname.split('/').at(-1)!
    await payTrade(me, orderNumber, page.searchParams.get('token')!, 'never') // this client is the bank's messenger
    const notice = { orderNumber, tradeNumber: `SB${orderNumber}`, amountFen: 12_000, method: 'wechat', paidAt: me.now }
    const body = JSON.stringify(notice)
    const answer = await send('/api/payments/sandbox/notify', { body, headers: signMessage(body, new Date()) })
    if (answer.status !== 200) throw new Error(`the notice was answered ${answer.status}: ${answer.body}`)
  }
  return { act, close }
}

/** The rows of one order and of its way to the opened class, and nothing else. */
async function commits(setup: Setup, connections: number, classIds: string[]) {
  const sql = postgres(setup.databaseUrl, { max: connections, onnotice: () => {} })
  const nextPerson = newPeople(setup)
  const [{ program } = { program: '' }] = await sql`select program_id as program from classes where id = ${classIds[0]!}`
  let turn = 0
  const audit = (tx: postgres.TransactionSql, action: string, subject: string, trainee: string) =>
    tx`insert into audit_log (id, at, actor_kind, actor_id, address, action, subject_id) values (${uuidv7()}, now(), 'trainee', ${trainee}, '127.0.0.1', ${action}, ${subject})`
  const act = async () => {
    const trainee = await nextPerson()
    const classId = classIds[turn++ % classIds.length]!
    const [enrollment, order, charge] = [uuidv7(), uuidv7(), uuidv7()]
    const number = `9${String(Date.now())}${String(turn).padStart(6, '0')}`
    await sql.begin(async (tx) => {
      await tx`insert into enrollments (trainee_id, id, class_id, program_id, reserved_at) values (${trainee}, ${enrollment}, ${classId}, ${program}, now())`
      await tx`update classes set seats_taken = seats_taken + 1 where id = ${classId}`
      await audit(tx, 'enrollment.reserve', enrollment, trainee)
      await tx`insert into orders (buyer_id, id, number, amount_fen, created_at, expires_at) values (${trainee}, ${order}, ${number}, 12000, now(), now() + interval '30 minutes')`
      await tx`insert into order_items (buyer_id, trainee_id, id, order_id, enrollment_id, title, amount_fen) values (${trainee}, ${trainee}, ${uuidv7()}, ${order}, ${enrollment}, 'bench', 12000)`
      await audit(tx, 'order.place', order, trainee)
    })
    await sql`insert into charges (buyer_id, id, order_id, provider, method, number, amount_fen, intended_at, expires_at, ask_again_at) values (${trainee}, ${charge}, ${order}, 'sandbox', 'wechat', ${`${number}01`}, 12000, now(), now() + interval '30 minutes', now())`
    await sql`insert into sandbox_trades (order_number, trade_number, subject, amount_fen, method, notify_url, return_url, expires_at) values (${number}, ${`P${number}`}, 'bench', 12000, 'wechat', '', '', now())`
    await sql`update charges set status = 'open', address = '/' where buyer_id = ${trainee} and id = ${charge}`
    await sql`update sandbox_trades set status = 'paid', paid_at = now() where order_number = ${number}`
    await sql.begin(async (tx) => {
      await tx`insert into payments (buyer_id, id, order_id, charge_id, provider, trade_number, method, amount_fen, paid_at, received_at) values (${trainee}, ${uuidv7()}, ${order}, ${charge}, 'sandbox', ${`P${number}`}, 'wechat', 12000, now(), now())`
      await audit(tx, 'payment.receive', order, trainee)
      await tx`update charges set status = 'paid', ended_at = now() where buyer_id = ${trainee} and id = ${charge}`
      await tx`update enrollments set status = 'active', activated_at = now() where trainee_id = ${trainee} and id = ${enrollment}`
      await audit(tx, 'enrollment.activate', enrollment, trainee)
      await tx`update orders set status = 'paid', paid_at = now() where buyer_id = ${trainee} and id = ${order}`
      await audit(tx, 'order.pay', order, trainee)
    })
  }
  return { act, close: () => sql.end({ timeout: 5 }) }
}

/** @throws when money, orders, enrolments and seats do not agree */
async function checkBooks({ sql }: Setup, classIds: string[]) {
  const [books] = await sql`
    select (select sum(seats_taken)::int from classes where id = any(${classIds})) as seats,
      count(*)::int as orders, count(*) filter (where o.status = 'paid' and e.status = 'active')::int as opened, count(p.id)::int as payments
    from enrollments e join order_items i on i.trainee_id = e.trainee_id and i.enrollment_id = e.id
    join orders o on o.buyer_id = i.buyer_id and o.id = i.order_id
    left join payments p on p.buyer_id = o.buyer_id and p.order_id = o.id
    where e.class_id = any(${classIds})`
  if (!books?.orders || new Set(Object.values(books)).size !== 1) throw new Error(`the books do not balance: ${JSON.stringify(books)}`)
}
