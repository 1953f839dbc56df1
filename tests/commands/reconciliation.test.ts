import { and, eq, isNull, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { billDifferences, billLines, bills } from '@/db/schema/bills'
import { orders } from '@/db/schema/checkout'
import { ledgerEntries } from '@/db/schema/ledger'
import { refunds } from '@/db/schema/payments'
import { sandboxRefunds, sandboxTrades } from '@/db/schema/sandbox-bank'
import { expireOrders } from '@/lib/checkout/end-order'
import { makeRefund } from '@/lib/checkout/make-refund'
import { placeOrder } from '@/lib/checkout/place-order'
import { closeDay, settleDifference } from '@/lib/reconciliation/close-day'
import { listBalances, listLedger } from '@/lib/reconciliation/ledger-queries'
import { findBillForDesk, listBillLines, listDays, listOpenDifferences } from '@/lib/reconciliation/queries'
import { dueDays, fetchDay, reconcileDay, reconcileDue } from '@/lib/reconciliation/reconcile-day'
import { books } from '@/lib/sandbox-bank/books'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { days, hours, later, minutes } from '@/lib/shared/time'
import { chargesOf, deliverNotice, payAtBank } from '../support/bank'
import { behave, misbehave } from '../support/bank-line'
import { addsUp, differencesOf } from '../support/bills'
import { recordsOf, refundsOf, statusOf } from '../support/books'
import { outcome } from '../support/outcome'
import { aClerk, approve, ask } from '../support/refunding'
import { setProgram } from '../support/sales'
import { aMember, aStaff } from '../support/staff'
import { aClass, asSystem, aTrainee, at, noon } from '../support/world'

/** A week that is this test's own, for each test: bills are of days, and the database is one. */
let today = noon
let week = 0
beforeEach(() => {
  today = later(noon, days(40 * ++week))
})
afterEach(behave)

const key = (day = today) => ({ provider: 'sandbox', day: new Date(day.getTime() + hours(8)).toISOString().slice(0, 10) })
const next = (n = 1) => asSystem(later(today, days(n)))
const finance = (n = 1) => aClerk('finance', later(today, days(n)))

async function aBuyer(now = today) {
  const { id: classId, programId } = await aClass({
    seats: 5,
    enrolFrom: later(now, -days(1)),
    enrolUntil: later(now, days(60)),
    studyFrom: later(now, -days(1)),
    studyUntil: later(now, days(90)),
  })
  await setProgram(programId, { refundDays: 30, refundMaxLearntPercent: 100 })
  const me = at(await aTrainee(), now)
  return { me, orderId: await placeOrder(me, { classId, invoice: null }) }
}

/** Pays at the bank; `heard`: and the portal is told. */
async function paid({ heard = true, now = today } = {}) {
  const { me, orderId } = await aBuyer(now)
  await payAtBank(me, orderId)
  if (heard) await deliverNotice(me, orderId)
  return { me, orderId, number: (await chargesOf(me, orderId))[0]!.number }
}

/** Gives it back; `booked`: and the portal knows. */
async function returned(me: Ctx<Buyer>, orderId: string, { booked = true } = {}) {
  await approve(me, await ask(me as never, orderId), finance(0))
  const [refund] = await refundsOf(orderId)
  if (!booked) misbehave('answer lost', 'refund')
  await makeRefund(asSystem(me.now), refund!.key).catch(() => {})
  behave()
  await books().update(sandboxRefunds).set({ refundedAt: me.now }).where(eq(sandboxRefunds.refundId, refund!.key.refundId)) // its clock is real
  return refund!.key
}

/** What the bank takes or gives back for somebody else. */
const aTrade = (orderNumber: string, paidAt = today, amountFen = 5000) =>
  books()
    .insert(sandboxTrades)
    .values({
      orderNumber,
      tradeNumber: `SB${orderNumber}`,
      subject: '',
      amountFen,
      method: 'wechat',
      status: 'paid',
      notifyUrl: '',
      returnUrl: '',
      expiresAt: paidAt,
      paidAt,
    })
const aRefund = (orderNumber: string, refundedAt: Date, amountFen = 5000) =>
  books()
    .insert(sandboxRefunds)
    .values({ refundId: crypto.randomUUID(), tradeNumber: `SB${orderNumber}`, amountFen, refundedAt })

const found = async (day = key()) =>
  (await differencesOf(day)).map(({ kind, outcome: what, billFen, oursFen }) => [kind, what, billFen, oursFen])
const open = async () =>
  (
    await db()
      .select()
      .from(billDifferences)
      .where(and(isNull(billDifferences.settledAt), eq(billDifferences.day, key().day)))
  )[0]!

/** What lies at the bank by the ledger, since the test began. */
async function clearing(before = 0): Promise<number> {
  const ours = and(eq(ledgerEntries.account, 'clearing'), eq(ledgerEntries.provider, 'sandbox'))
  const [row] = await db()
    .select({ fen: sql<number>`coalesce(sum(${ledgerEntries.amountFen}), 0)::int` })
    .from(ledgerEntries)
    .where(ours)
  return row!.fen - before
}

describe('a clean day', () => {
  test('payments and refunds agree line by line; the fee is in the ledger; somebody closes it', async () => {
    const before = await clearing()
    const { me, orderId } = await paid()
    await paid()
    await returned(me, orderId)
    const bill = (await reconcileDay(next(), key()))!
    expect(bill).toMatchObject({
      lines: 3,
      paidFen: 24_000,
      refundedFen: 12_000,
      feeFen: 144,
      oursPaidFen: 24_000,
      oursRefundedFen: 12_000,
    })
    expect(await found()).toEqual([])
    expect(await clearing(before)).toBe(24_000 - 12_000 - 144)
    await addsUp(key())
    await closeDay(at(await aMember('finance'), later(today, days(1))), key())
    const view = await findBillForDesk(finance(), key())
    expect(view).toMatchObject({ state: 'closed', open: 0, closedBy: expect.any(String) })
    expect((await listBillLines(finance(), key(), 1)).map(({ orderNumber }) => orderNumber).every(Boolean)).toBe(true)
  })

  test('asked again it is neither fetched nor written again, by two at once neither', async () => {
    await paid()
    await Promise.all([1, 2, 3].map(() => reconcileDay(next(), key())))
    misbehave('broken', 'bill')
    expect(await reconcileDay(next(2), key())).toMatchObject({ lines: 1, oursPaidFen: 12_000 })
    const lines = await db().select().from(billLines).where(eq(billLines.day, key().day))
    const fees = await db()
      .select()
      .from(ledgerEntries)
      .where(and(eq(ledgerEntries.event, 'fees'), eq(ledgerEntries.reference, key().day)))
    expect([lines.length, fees.length]).toEqual([1, 2])
  })

  test('a day on which nothing moved is empty, and on no screen', async () => {
    expect(await reconcileDay(next(), key())).toMatchObject({ lines: 0, paidFen: 0 })
    const span = { from: later(today, -hours(12)), until: later(today, hours(12)) }
    expect(await listDays(finance(), span)).toEqual([])
  })

  test('a bill that is not made yet is waited for: before its hour, and while there should be something in it', async () => {
    const { number } = await paid()
    expect(await reconcileDay(asSystem(later(today, hours(2))), key())).toBeNull()
    await books()
      .update(sandboxTrades)
      .set({ paidAt: later(today, -days(300)) })
      .where(eq(sandboxTrades.orderNumber, number))
    expect(await reconcileDay(next(), key())).toBeNull()
    expect(await outcome(fetchDay(finance(), key()))).toBe('bill_not_yet')
    await books().update(sandboxTrades).set({ paidAt: today }).where(eq(sandboxTrades.orderNumber, number))
    expect(await reconcileDay(next(), key())).toMatchObject({ lines: 1 })
  })

  test.each(['broken', 'unsigned', 'refuses'] as const)(
    'a gateway whose line is %s: nothing is known, and it is asked again',
    async (how) => {
      await paid()
      misbehave(how, 'bill')
      expect(await outcome(fetchDay(finance(), key()))).toBe('bill_unreachable')
      expect(await db().$count(bills, eq(bills.day, key().day))).toBe(0)
      behave()
      await fetchDay(finance(), key())
      await addsUp(key())
    },
  )
})

describe('what mends itself', () => {
  test('paid there and not heard of here: the gateway is asked, the class opens, and it stands in the list as settled', async () => {
    const before = await clearing()
    const { orderId } = await paid({ heard: false })
    await reconcileDay(next(), key())
    expect(await statusOf(orderId)).toBe('paid')
    expect(await found()).toEqual([['unknown_payment', 'received', 12_000, null]])
    expect(await clearing(before)).toBe(12_000 - 72)
    await addsUp(key())
  })

  test('also when the order had ended meanwhile: the money is booked and what can be had is had', async () => {
    const { me, orderId } = await aBuyer()
    await payAtBank(me, orderId)
    misbehave('broken')
    await expireOrders(asSystem(later(today, minutes(31))))
    behave()
    await reconcileDay(next(), key())
    expect(await statusOf(orderId)).toBe('paid')
    await addsUp(key())
  })

  test('given back there and not known here: asked, and booked, even where it was thought to have failed', async () => {
    const { me, orderId } = await paid()
    const lost = await returned(me, orderId, { booked: false })
    await db().update(refunds).set({ status: 'failed', problem: '没有应答' }).where(eq(refunds.id, lost.refundId))
    await reconcileDay(next(), key())
    expect((await refundsOf(orderId))[0]!.status).toBe('done')
    expect(await statusOf(orderId)).toBe('refunded')
    expect(await found()).toEqual([['unknown_refund', 'received', 12_000, null]])
    await addsUp(key())
  })

  test('while the gateway does not say, it is a difference; when it does, it is none', async () => {
    const before = await clearing()
    const { orderId } = await paid({ heard: false })
    misbehave('broken', 'query')
    await reconcileDay(next(), key())
    expect(await found()).toEqual([['unknown_payment', null, 12_000, null]])
    expect(await clearing(before)).toBe(12_000 - 72)
    await addsUp(key())
    behave()
    await reconcileDue(next())
    expect(await statusOf(orderId)).toBe('paid')
    expect(await found()).toEqual([['unknown_payment', 'received', 12_000, null]])
    expect(await clearing(before)).toBe(12_000 - 72)
    await addsUp(key())
  })

  test('what the gateway counts to the day after is matched by its bill', async () => {
    const before = await clearing()
    const { number } = await paid()
    await paid()
    const tomorrow = later(today, hours(13))
    await books().update(sandboxTrades).set({ paidAt: tomorrow }).where(eq(sandboxTrades.orderNumber, number))
    await reconcileDay(next(), key())
    expect(await found()).toEqual([['missing_payment', null, null, 12_000]])
    expect(await outcome(closeDay(finance(), key()))).toBe('bill_differs')
    await addsUp(key())
    await reconcileDay(next(2), key(tomorrow))
    expect(await found()).toEqual([['missing_payment', 'matched', null, 12_000]])
    expect(await found(key(tomorrow))).toEqual([])
    for (const day of [key(), key(tomorrow)]) await addsUp(day)
    expect(await clearing(before)).toBe(24_000 - 144)
    await closeDay(finance(2), key())
  })

  test('paid for somebody else by mistake and given back on the merchant’s platform: the two answer each other', async () => {
    const before = await clearing()
    await aTrade(`other${week}`)
    await reconcileDay(next(), key())
    expect(await found()).toEqual([['unknown_payment', null, 5000, null]])
    await aRefund(`other${week}`, later(today, days(1)))
    await reconcileDay(next(2), key(later(today, days(1))))
    expect(await found()).toEqual([['unknown_payment', 'offset', 5000, null]])
    expect(await found(key(later(today, days(1))))).toEqual([['unknown_refund', 'offset', 5000, null]])
    expect(await clearing(before)).toBe(-30)
    for (const day of [key(), key(later(today, days(1)))]) await addsUp(day)
  })
})

describe('what a person settles', () => {
  async function anUnknown() {
    await aTrade(`shop${week}`)
    await reconcileDay(next(), key())
    return open()
  }

  test('an unknown payment is kept as surplus, with what was found out', async () => {
    const before = await clearing()
    const { id } = await anUnknown()
    expect((await listOpenDifferences(finance())).map(({ difference }) => difference.id)).toContain(id)
    expect(await outcome(closeDay(finance(), key()))).toBe('bill_differs')
    await settleDifference(finance(), { id, outcome: 'kept', note: '查不到付款人' })
    expect(await outcome(settleDifference(finance(), { id, outcome: 'foreign', note: '' }))).toBe('difference_settled')
    expect(await clearing(before)).toBe(5000 - 30)
    expect(await recordsOf(id)).toEqual(['difference.found', 'difference.settle'])
    await addsUp(key())
    await closeDay(finance(), key())
  })

  test('what is no money of the portal leaves its ledger; so does what goes back of it', async () => {
    const before = await clearing()
    const { id } = await anUnknown()
    await settleDifference(finance(), { id, outcome: 'foreign', note: '讲座门票' })
    expect(await clearing(before)).toBe(-30)
    await closeDay(finance(), key())
    const tomorrow = later(today, days(1))
    await aRefund(`shop${week}`, tomorrow)
    await reconcileDay(next(2), key(tomorrow))
    expect(await found(key(tomorrow))).toEqual([['unknown_refund', 'foreign', 5000, null]])
    expect(await clearing(before)).toBe(-30)
  })

  test('two who settle the same at once: one does, and one posting stands', async () => {
    const before = await clearing()
    const { id } = await anUnknown()
    const both = await Promise.all(
      (['foreign', 'kept'] as const).map((what) => outcome(settleDifference(finance(), { id, outcome: what, note: '同时' }))),
    )
    expect(both.filter((said) => said === 'difference_settled')).toHaveLength(1)
    expect([-30, 5000 - 30]).toContain(await clearing(before))
    await addsUp(key())
  })

  test('a bill that lacks a refund of ours, and one that has another amount', async () => {
    const { me, orderId, number } = await paid()
    const back = await returned(me, orderId)
    await books()
      .update(sandboxRefunds)
      .set({ refundedAt: later(today, -days(200)) })
      .where(eq(sandboxRefunds.refundId, back.refundId))
    await books().update(sandboxTrades).set({ amountFen: 11_999 }).where(eq(sandboxTrades.orderNumber, number))
    await reconcileDay(next(), key())
    expect((await found()).sort()).toEqual([
      ['missing_refund', null, null, 12_000],
      ['payment_amount', null, 11_999, 12_000],
    ])
    await addsUp(key())
  })
})

describe('a day that is closed', () => {
  test('stays as it is: nobody settles, closes or changes anything of it, not even by hand in the database', async () => {
    await paid()
    await aTrade(`late${week}`)
    await reconcileDay(next(), key())
    const { id } = await open()
    await settleDifference(finance(), { id, outcome: 'kept', note: '长款' })
    await closeDay(finance(), key())
    expect(await outcome(closeDay(finance(), key()))).toBe('bill_closed')
    const before = await findBillForDesk(finance(), key())
    await aTrade(`later${week}`)
    expect(await reconcileDay(next(3), key())).toEqual(before.bill)
    expect(await findBillForDesk(finance(), key())).toEqual(before)
    const day = sql`provider = 'sandbox' and day = ${key().day}`
    for (const statement of [
      sql`update bills set paid_fen = 0 where ${day}`,
      sql`delete from bills where ${day}`,
      sql`update bill_differences set note = 'x' where ${day}`,
      sql`delete from bill_differences where ${day}`,
      sql`update bill_lines set amount_fen = 1 where ${day}`,
      sql`insert into bill_lines select provider, day, 99, kind, trade_number, number, amount_fen, fee_fen, at from bill_lines where ${day} limit 1`,
    ])
      await expect(db().execute(statement)).rejects.toThrow()
  })

  test('before it is, a person of finance closes it; others cannot, and read nothing of it', async () => {
    await paid()
    await reconcileDay(next(), key())
    for (const role of ['auditor', 'hotline', 'reviewer', 'content_editor', 'region_manager'] as const)
      expect(await outcome(closeDay(aStaff(role), key()))).toBe('not found')
    expect(await outcome(findBillForDesk(aStaff('hotline'), key()))).toBe('not found')
    expect((await findBillForDesk(aStaff('auditor'), key())).bill).toMatchObject({ lines: 1 })
    expect(await outcome(closeDay(finance(), { provider: 'alipay', day: key().day }))).toBe('not found')
  })
})

test('each day of a month says how much of it is open', async () => {
  const tomorrow = later(today, days(1))
  await paid()
  for (const [i, when] of [today, today, tomorrow].entries()) await aTrade(`open${week}-${i}`, when)
  for (const day of [key(), key(tomorrow)]) await reconcileDay(next(2), day)
  const span = { from: later(today, -hours(12)), until: later(today, hours(36)) }
  expect((await listDays(finance(), span)).map(({ state, open: waits, paidFen, bill }) => [state, waits, paidFen, bill!.paidFen])).toEqual([
    ['differs', 1, 0, 5000],
    ['differs', 2, 12_000, 22_000],
  ])
  await settleDifference(finance(), { id: (await open()).id, outcome: 'kept', note: '长款' })
  expect((await listDays(finance(), span)).map(({ open: waits }) => waits)).toEqual([1, 1])
})

test('what is due: days without a bill since the first attempt to pay there, thirty of them at the most, and those with something open', async () => {
  await paid()
  const due = async (n: number) => (await dueDays(next(n))).filter(({ provider }) => provider === 'sandbox').map(({ day }) => day)
  expect((await due(1)).at(-1)).toBe(key().day)
  expect(await due(100)).toHaveLength(30)
  await aTrade(`due${week}`)
  await reconcileDay(next(), key())
  expect(await due(1)).toContain(key().day)
  await settleDifference(finance(), { id: (await open()).id, outcome: 'kept', note: '长款' })
  expect(await due(1)).not.toContain(key().day)
})

test('the ledger by account: what it held, moved and holds; the lines of a posting stand together', async () => {
  const { me, orderId } = await paid()
  await returned(me, orderId)
  const span = { from: later(today, -hours(12)), until: later(today, hours(12)) }
  const balances = await listBalances(aStaff('auditor'), span)
  expect(balances.reduce((sum, { closingFen }) => sum + closingFen, 0)).toBe(0)
  expect(balances.find(({ account }) => account === 'revenue')).toMatchObject({ debitFen: 12_000, creditFen: 12_000 })
  for (const { openingFen, debitFen, creditFen, closingFen } of balances) expect(openingFen + debitFen - creditFen).toBe(closingFen)
  const [order] = await db().select().from(orders).where(eq(orders.id, orderId))
  const lines = (await listLedger(aStaff('auditor'), span)).filter(({ orderNumber }) => orderNumber === order!.number)
  expect(lines.map(({ event, account }) => `${event} ${account}`)).toEqual([
    'payment clearing',
    'payment receivable',
    'sale receivable',
    'sale revenue',
    'refund_due revenue',
    'refund_due refunds_due',
    'refund refunds_due',
    'refund clearing',
  ])
})
