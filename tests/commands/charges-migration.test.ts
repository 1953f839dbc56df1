import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDatabaseOf } from '../support/before'

/** A portal from before there were charges, with orders in every state of their money, and then this version. */

let before: Awaited<ReturnType<typeof aDatabaseOf>>
beforeAll(async () => {
  before = await aDatabaseOf('0023_refund_surplus')
})
afterAll(() => before.drop())

test('what was paid has the attempt that paid it, refunds stand as they stood, and what waits at the bank is begun anew', async () => {
  const { sql } = before
  const [account] = await sql`insert into accounts (id) values (gen_random_uuid()) returning id`
  const order = async (number: string, status: string, paid: { provider: string; trade: string; back?: string }[]) => {
    const [row] = await sql`
      insert into orders (buyer_id, id, number, status, amount_fen, created_at, expires_at, paid_at)
      values (${account!.id}, gen_random_uuid(), ${number}, ${status}, 12000, now(), now(), ${paid.length ? new Date() : null}) returning id`
    for (const { provider, trade, back } of paid) {
      const [payment] = await sql`
        insert into payments (buyer_id, id, order_id, provider, trade_number, method, amount_fen, paid_at, received_at)
        values (${account!.id}, gen_random_uuid(), ${row!.id}, ${provider}, ${trade}, 'wechat', 12000, now(), now()) returning id`
      if (back)
        await sql`
          insert into refunds (buyer_id, id, payment_id, amount_fen, status, reason, requested_at, done_at)
          values (${account!.id}, gen_random_uuid(), ${payment!.id}, 12000, ${back}, '', now(), ${back === 'done' ? new Date() : null})`
    }
  }
  await order('202611010000000001', 'paid', [{ provider: 'sandbox', trade: 'SB1' }])
  await order('202611010000000002', 'paid', [
    { provider: 'sandbox', trade: 'SB2' },
    { provider: 'sandbox', trade: 'SB3', back: 'requested' },
  ])
  await order('202611010000000003', 'refunded', [{ provider: 'transfer', trade: 'B4', back: 'done' }])
  await order('202611010000000004', 'pending', [])
  await sql`
    insert into sandbox_trades (order_number, trade_number, subject, amount_fen, method, status, notify_url, return_url, expires_at)
    values ('202611010000000004', 'SB5', '', 12000, 'wechat', 'waiting', '', '', now())`

  await before.migrate()

  expect([...(await sql`select number, status from charges order by number`)]).toEqual([
    { number: '202611010000000001', status: 'paid' },
    { number: '202611010000000002', status: 'paid' },
    { number: '202611010000000004', status: 'closed' },
  ])
  const paid = await sql`
    select p.trade_number, c.number from payments p left join charges c on c.buyer_id = p.buyer_id and c.id = p.charge_id order by 1`
  expect(paid.map(({ trade_number, number }) => [trade_number, number])).toEqual([
    ['B4', null],
    ['SB1', '202611010000000001'],
    ['SB2', '202611010000000002'],
    ['SB3', '202611010000000002'],
  ])
  expect((await sql`select status from refunds order by 1`).map(({ status }) => status)).toEqual(['requested', 'done'])
})
