import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrateUp } from '@/db/migrate'

/** A portal from before there were charges, with orders in every state of their money, and then this version. */

const name = `m_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
const at = (database: string) => inject('databaseUrl').replace(/\/template(?=\?|$)/, `/${database}`)
const onServer = async (statement: string) => {
  const sql = postgres(at('postgres'), { max: 1 })
  await sql.unsafe(statement)
  await sql.end()
}
let folder = ''
let sql: postgres.Sql

/** The migrations as far as this one. */
function until(tag: string): string {
  const to = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-drizzle-'))
  fs.cpSync('drizzle', to, { recursive: true })
  const journal = path.join(to, 'meta/_journal.json')
  const { entries, ...rest } = JSON.parse(fs.readFileSync(journal, 'utf8')) as { entries: { tag: string }[] }
  const last = entries.findIndex((entry) => entry.tag === tag)
  fs.writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, last + 1) }))
  return to
}

beforeAll(async () => {
  await onServer(`create database ${name}`)
  folder = until('0023_refund_surplus')
  await migrateUp(at(name), folder)
  sql = postgres(at(name), { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await sql.end()
  await onServer(`drop database ${name} with (force)`)
  fs.rmSync(folder, { recursive: true })
})

test('what was paid has the attempt that paid it, refunds stand as they stood, and what waits at the bank is begun anew', async () => {
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

  await migrateUp(at(name))

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
