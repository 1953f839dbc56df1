import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { uuidv7 } from '@/db/id'
import { ledgerEntries } from '@/db/schema/ledger'
import { checkLedger } from '@/lib/payments/check-ledger'
import { post } from '@/lib/payments/ledger'
import { inTransaction } from '@/lib/shared/context'
import { deliverNotice, payAtBank } from '../support/bank'
import { aGroupOrder } from '../support/group-orders'
import { asSystem, noon } from '../support/world'

const line = (account: 'receivable' | 'revenue', amountFen: number, postingId: string) => ({
  postingId,
  at: noon,
  event: 'sale' as const,
  account,
  amountFen,
  reference: 'x',
})
const databaseSays = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error) => String(error.cause?.constraint_name ?? error.cause?.message ?? error.constraint_name ?? error.message),
  )

describe('the database keeps the ledger', () => {
  test.each([
    ['one side alone', [['receivable', 100]]],
    [
      'two sides of which one is a fen more',
      [
        ['receivable', 100],
        ['revenue', -101],
      ],
    ],
  ] as const)('%s is refused when the act ends, and with it all that the act did', async (_, lines) => {
    const postingId = uuidv7()
    const act = inTransaction(asSystem(), (tx) =>
      tx.db.insert(ledgerEntries).values(lines.map(([account, fen]) => line(account, fen, postingId))),
    )
    expect(await databaseSays(act)).toBe('ledger_entries_balance')
    expect((await db().select().from(ledgerEntries)).filter((entry) => entry.postingId === postingId)).toEqual([])
  })

  test('lines of one posting may be written one after the other', async () => {
    const postingId = uuidv7()
    await inTransaction(asSystem(), async (tx) => {
      await tx.db.insert(ledgerEntries).values(line('receivable', 100, postingId))
      await tx.db.insert(ledgerEntries).values(line('revenue', -100, postingId))
    })
    expect((await db().select().from(ledgerEntries)).filter((entry) => entry.postingId === postingId)).toHaveLength(2)
  })

  test.each(['update ledger_entries set amount_fen = amount_fen * 2', 'delete from ledger_entries', 'truncate ledger_entries'])(
    'nobody changes what is written: %s',
    async (statement) => {
      await inTransaction(asSystem(), (tx) =>
        post(tx, { event: 'sale', reference: 'x', debit: 'receivable', credit: 'revenue', amountFen: 1 }),
      )
      expect(await databaseSays(db().execute(sql.raw(statement)))).toMatch(
        /^permission denied for table ledger_entries$|^ledger_entries is only ever added to$/,
      )
    },
  )

  test('a fee or money that lies somewhere says where, and nothing else does', async () => {
    const wrong = (account: 'clearing' | 'revenue', provider?: string) =>
      db()
        .insert(ledgerEntries)
        .values({ ...line('revenue', 1, uuidv7()), account, provider })
    expect(await databaseSays(wrong('clearing'))).toBe('ledger_entries_provider')
    expect(await databaseSays(wrong('revenue', 'alipay'))).toBe('ledger_entries_provider')
  })
})

test('the comparison with the orders finds what was written into the ledger by no act', async () => {
  const { me, orderId, order } = await aGroupOrder(2)
  await payAtBank(me, orderId)
  await deliverNotice(me, orderId)
  const ours = async () => (await checkLedger(asSystem())).filter(({ number }) => number === order.number)
  expect(await ours()).toEqual([])
  await inTransaction(asSystem(), (tx) =>
    post(tx, {
      event: 'refund_due',
      reference: order.number,
      order: { buyerId: me.actor.id, id: orderId },
      debit: 'revenue',
      credit: 'refunds_due',
      amountFen: 500,
    }),
  )
  expect(await ours()).toEqual([
    { number: order.number, account: 'refunds_due', found: -500, expected: 0 },
    { number: order.number, account: 'revenue', found: -23_500, expected: -24_000 },
  ])
})
