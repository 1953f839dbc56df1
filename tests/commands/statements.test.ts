import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { enterprises } from '@/db/schema/identity'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
import { cancelOrder } from '@/lib/checkout/end-order'
import { bookStatement, getStatement, stageStatement } from '@/lib/checkout/import-statement'
import { writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { paymentsOf, recordsOf, statusOf } from '../support/books'
import { inGbk } from '../support/gbk-zip'
import { aGroupOrder } from '../support/group-orders'
import { outcome } from '../support/outcome'
import { aClerk } from '../support/refunding'
import { aStaff } from '../support/staff'
import { unique } from '../support/world'

let clerk: ReturnType<typeof aClerk>
beforeAll(() => {
  clerk = aClerk()
})
const heads = ['交易日期', '流水号', '收入金额', '对方户名', '附言']
type Row = [payer: string, yuan: string, remark: string, reference?: string]
const rowsOf = (rows: Row[]) =>
  rows.map(([payer, yuan, remark, reference]) => ['20260618', reference ?? `BANK-${unique()}`, yuan, payer, remark])
const asXlsx = (rows: Row[]) =>
  writeWorkbook([
    { name: '明细', rows: [heads, ...rowsOf(rows)].map((cells) => cells.map((value) => ({ value, style: 'text' as const }))), columns: [] },
  ])
const asCsv = (rows: Row[]) => inGbk([heads, ...rowsOf(rows)].map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n'))

async function staged(rows: Row[], as: (rows: Row[]) => Buffer = asXlsx) {
  const importId = await stageStatement(clerk, { name: '流水.xlsx', bytes: as(rows) })
  return { importId, read: () => getStatement(clerk, importId) }
}
async function announced() {
  const group = await aGroupOrder(2)
  await announceTransfer(group.me, group.orderId)
  return group
}
const states = async (statement: Awaited<ReturnType<typeof staged>>) => (await statement.read()).lines.map(({ state }) => state)

describe('a statement beside the transfers that wait', () => {
  test.each([
    ['.xlsx', asXlsx],
    ['.csv in GB 18030', asCsv],
  ])('as %s: the order’s number finds its order, however it is written; booked, it is paid', async (_, as) => {
    const group = await announced()
    const { importId, read } = await staged([['某公司', '240.00', `培训费 ${group.order.number.replace(/(\d{4})/g, '$1 ')}`]], as)
    const { lines } = await read()
    expect(lines).toMatchObject([{ state: 'exact', payer: '某公司', amountFen: 24_000, order: { orderId: group.orderId, dueFen: 24_000 } }])
    expect(await bookStatement(clerk, { importId, rows: [lines[0]!.row] })).toEqual({ booked: 1, failed: [] })
    expect(await statusOf(group.orderId)).toBe('paid')
    expect(await recordsOf(group.orderId)).toContain('transfer.confirm')
    expect((await read()).lines[0]!.state).toBe('recorded')
    expect(await outcome(bookStatement(clerk, { importId, rows: [lines[0]!.row] }))).toBe('statement_chosen')
    expect(await paymentsOf(group.orderId)).toHaveLength(1)
  })

  test('less, more, two parts in one file, ended, not announced, unknown, several, none: each is what it is', async () => {
    const [less, more, parts, ended, other] = [
      await announced(),
      await announced(),
      await announced(),
      await announced(),
      await aGroupOrder(2),
    ]
    await cancelOrder(ended.me, ended.orderId)
    const statement = await staged([
      ['甲', '100.00', less.order.number],
      ['甲', '250.00', more.order.number],
      ['甲', '100.00', parts.order.number],
      ['甲', '140.00', parts.order.number],
      ['甲', '240.00', ended.order.number],
      ['甲', '240.00', other.order.number],
      ['甲', '240.00', '202606181111111111'],
      ['甲', '240.00', `${less.order.number}、${more.order.number}`],
      ['乙', '8.80', '利息'],
    ])
    expect(await states(statement)).toEqual(['less', 'more', 'less', 'exact', 'ended', 'not_announced', 'no_order', 'several', 'none'])
    const { lines } = await statement.read()
    expect(await bookStatement(clerk, { importId: statement.importId, rows: lines.map(({ row }) => row) })).toEqual({
      booked: 5,
      failed: [],
    })
    expect(await Promise.all([less, more, parts, ended].map(({ orderId }) => statusOf(orderId)))).toEqual([
      'pending',
      'paid',
      'paid',
      'paid',
    ])
    expect(await states(statement)).toEqual([...Array(5).fill('recorded'), 'not_announced', 'no_order', 'several', 'none'])
  })

  test('without a number: the payer and the amount of one transfer alone are a proposal, of two they are not', async () => {
    const [one, first, second] = [await announced(), await announced(), await announced()]
    const called = (group: typeof one, name: string) => db().update(enterprises).set({ name }).where(eq(enterprises.id, group.me.actor.id))
    const [twin, single] = [`唐山双子公司 ${unique()}`, `唐山独一公司 ${unique()}`]
    for (const [group, name] of [
      [one, twin],
      [first, twin],
      [second, single],
    ] as const)
      await called(group, name)
    const alone = await staged([[` ${single} `, '240.00', '培训']])
    expect(await states(alone)).toEqual(['named'])
    expect(await states(await staged([[twin, '240.00', '培训']]))).toEqual(['none'])
    expect(await states(await staged([[single, '239.00', '培训']]))).toEqual(['none'])
  })
})

test('what changed between looking and booking is left, and told', async () => {
  const [one, two] = [await announced(), await announced()]
  const reference = `BANK-${unique()}`
  const statement = await staged([
    ['甲', '240.00', one.order.number, reference],
    ['甲', '240.00', two.order.number],
  ])
  const { lines } = await statement.read()
  const rows = lines.map(({ row }) => row)
  const both = await Promise.all([1, 2].map(() => bookStatement(clerk, { importId: statement.importId, rows }).catch(() => null)))
  expect(both.reduce((sum, one) => sum + (one?.booked ?? 0), 0)).toBe(2)
  for (const { orderId } of [one, two]) expect(await paymentsOf(orderId)).toHaveLength(1)
  const again = { buyerId: one.me.actor.id, orderId: one.orderId, amountFen: 24_000, reference, paidOn: '2026-06-18' }
  expect(await outcome(confirmTransfer(clerk, again))).toBe('transfer_confirmed')
})

test.each<[string, Buffer, string]>([
  ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'statement_unreadable'],
  ['a picture', Buffer.from('89504e470d0a1a0a00', 'hex'), 'statement_unreadable'],
  ['a zip file of something else', Buffer.from('PK\x03\x04rubbish', 'latin1'), 'statement_unreadable'],
  ['a text', Buffer.from('你好'), 'statement_heads'],
  ['too large', Buffer.alloc(4_000_001, 0x20), 'statement_large'],
])('%s is refused in words', async (_, bytes, code) => {
  expect(await outcome(stageStatement(clerk, { name: 'x', bytes }))).toBe(code)
})

test('only who confirms transfers sends or sees one, and each their own', async () => {
  const { importId } = await staged([['甲', '1.00', '']])
  expect(await outcome(stageStatement(aStaff('auditor'), { name: 'x', bytes: asCsv([['甲', '1.00', '']]) }))).toBe('not found')
  expect(await outcome(getStatement(aStaff('hotline'), importId))).toBe('not found')
  expect(await outcome(getStatement(aClerk(), importId))).toBe('not found')
})
