import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDatabaseOf } from '../support/before'

/** A portal that had no ledger, with money in every state, and then this version. */

let before: Awaited<ReturnType<typeof aDatabaseOf>>
beforeAll(async () => {
  before = await aDatabaseOf('0024_charges')
})
afterAll(() => before.drop())

type Refund = { reason: string; fen: number; status: 'requested' | 'done'; byHand?: string }

test('what moved before the ledger is in it, as if it had been there', async () => {
  const { sql } = before
  const [account] = await sql`insert into accounts (id) values (gen_random_uuid()) returning id`
  let count = 0
  const order = async (status: string, paid: { provider: string; fen: number; back?: Refund[] }[], granted = false) => {
    const number = `2026110100000000${String(++count).padStart(2, '0')}`
    const over = ['paid', 'refunding', 'refunded'].includes(status)
    const [row] = await sql`
      insert into orders (buyer_id, id, number, status, amount_fen, created_at, expires_at, paid_at)
      values (${account!.id}, gen_random_uuid(), ${number}, ${status}, 12000, now(), now(), ${over ? new Date() : null}) returning id`
    if (granted)
      await sql`insert into refund_requests (buyer_id, id, order_id, status, reason, requested_at, decided_at, decided_by)
        values (${account!.id}, gen_random_uuid(), ${row!.id}, 'approved', '', now(), now(), gen_random_uuid())`
    for (const { provider, fen, back = [] } of paid) {
      const [payment] = await sql`
        insert into payments (buyer_id, id, order_id, provider, trade_number, method, amount_fen, paid_at, received_at)
        values (${account!.id}, gen_random_uuid(), ${row!.id}, ${provider}, ${`T${++count}`}, 'wechat', ${fen}, now(), now()) returning id`
      for (const { reason, fen: amount, status: state, byHand } of back)
        await sql`
          insert into refunds (buyer_id, id, payment_id, amount_fen, status, reason, requested_at, done_at, reference, surplus)
          values (${account!.id}, gen_random_uuid(), ${payment!.id}, ${amount}, ${state}, ${reason}, now(),
            ${state === 'done' ? new Date() : null}, ${byHand ?? null}, ${reason === '转账多付'})`
    }
    return number
  }
  const late = { reason: '订单过期，款项未付足', fen: 5000, status: 'requested' } as const
  const kinds = {
    paid: await order('paid', [{ provider: 'alipay', fen: 12_000 }]),
    twice: await order('paid', [
      { provider: 'alipay', fen: 12_000 },
      { provider: 'wechatpay', fen: 12_000, back: [{ reason: '订单已支付，重复付款', fen: 12_000, status: 'done' }] },
    ]),
    granted: await order(
      'refunded',
      [{ provider: 'alipay', fen: 12_000, back: [{ reason: '申请退款：不学了', fen: 12_000, status: 'done' }] }],
      true,
    ),
    'without a seat': await order('refunding', [
      { provider: 'alipay', fen: 12_000, back: [{ reason: '付款到达时席位或课程已不可用', fen: 12_000, status: 'requested' }] },
    ]),
    'too much': await order('paid', [
      { provider: 'transfer', fen: 12_500, back: [{ reason: '转账多付', fen: 500, status: 'done', byHand: 'B9' }] },
    ]),
    'a part': await order('pending', [{ provider: 'transfer', fen: 5000 }]),
    'a part too late': await order('expired', [{ provider: 'transfer', fen: 5000, back: [late] }]),
    unpaid: await order('cancelled', []),
  }

  await before.migrate()

  const sums = async (number: string) =>
    Object.fromEntries(
      (
        await sql`select account || coalesce(' ' || provider, '') what, sum(e.amount_fen)::int fen from ledger_entries e
          join orders o on o.buyer_id = e.buyer_id and o.id = e.order_id where number = ${number} group by 1 having sum(e.amount_fen) <> 0`
      ).map(({ what, fen }) => [what, fen]),
    )
  const found = Object.fromEntries(await Promise.all(Object.entries(kinds).map(async ([kind, number]) => [kind, await sums(number)])))
  expect(found).toEqual({
    paid: { 'clearing alipay': 12_000, revenue: -12_000 },
    twice: { 'clearing alipay': 12_000, revenue: -12_000 },
    granted: {},
    'without a seat': { 'clearing alipay': 12_000, refunds_due: -12_000 },
    'too much': { 'clearing transfer': 12_000, revenue: -12_000 },
    'a part': { 'clearing transfer': 5000, receivable: -5000 },
    'a part too late': { 'clearing transfer': 5000, refunds_due: -5000 },
    unpaid: {},
  })
})
