import { and, eq, gte, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { billLines } from '@/db/schema/bills'
import { charges, payments, refunds } from '@/db/schema/payments'
import type { BillLine } from '@/lib/payments/gateways/gateway'
import type { Ctx } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { sqlArray } from '@/lib/shared/sql-array'
import { dayStart, days, later } from '@/lib/shared/time'
import type { DayKey } from './bills'
import type { Ours } from './rules'

const ofPayment = and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId))
const ofCharge = and(eq(charges.buyerId, payments.buyerId), eq(charges.id, payments.chargeId))
/** What finance gave back at the bank is in no gateway's bill. */
const byGateway = isNull(refunds.reference)

const tradesIn = (lines: BillLine[]) => lines.flatMap(({ kind, tradeNumber }) => (kind === 'payment' ? [tradeNumber] : []))
const refundsIn = (lines: BillLine[]) => lines.flatMap(({ kind, number }) => (kind === 'refund' && isId(number) ? [number] : []))

/** In the bill of another day. */
const billedBefore = (provider: string, day: string, found: SQL) =>
  sql`exists (select from ${billLines} where ${billLines.provider} = ${provider} and ${billLines.day} <> ${day} and ${found})`

/** Of our books, what the lines of a bill name, and what moved that day at that gateway; without what stands in the bill of another day. */
export async function oursOf(ctx: Ctx, { provider, day }: DayKey, lines: BillLine[]): Promise<Ours[]> {
  const [from, until] = [dayStart(day), later(dayStart(day), days(1))]
  const columns = { tradeNumber: payments.tradeNumber, buyerId: payments.buyerId, orderId: payments.orderId }
  const [paid, back] = await Promise.all([
    ctx.db
      .select({ ...columns, number: charges.number, amountFen: payments.amountFen })
      .from(payments)
      .innerJoin(charges, ofCharge)
      .where(
        and(
          eq(payments.provider, provider),
          or(
            and(gte(payments.paidAt, from), lt(payments.paidAt, until)),
            sql`${payments.tradeNumber} = any(${sqlArray(tradesIn(lines), 'text')})`,
          ),
          sql`not ${billedBefore(provider, day, sql`${billLines.kind} = 'payment' and ${billLines.tradeNumber} = ${payments.tradeNumber}`)}`,
        ),
      ),
    ctx.db
      .select({ ...columns, number: refunds.id, amountFen: refunds.amountFen })
      .from(refunds)
      .innerJoin(payments, ofPayment)
      .where(
        and(
          eq(payments.provider, provider),
          isNotNull(payments.chargeId),
          isNotNull(refunds.doneAt),
          byGateway,
          or(and(gte(refunds.doneAt, from), lt(refunds.doneAt, until)), sql`${refunds.id} = any(${sqlArray(refundsIn(lines), 'uuid')})`),
          sql`not ${billedBefore(provider, day, sql`${billLines.kind} = 'refund' and ${billLines.number} = ${refunds.id}::text`)}`,
        ),
      ),
  ])
  return [...paid.map((one) => ({ kind: 'payment' as const, ...one })), ...back.map((one) => ({ kind: 'refund' as const, ...one }))]
}

/** Charges that a bill says are paid, and that are not paid here, of the same amount. */
export async function unheardCharges(ctx: Ctx, provider: string, lines: BillLine[]) {
  const told = new Map(lines.flatMap(({ kind, number, amountFen }) => (kind === 'payment' ? [[number, amountFen]] : [])))
  if (!told.size) return []
  const found = await ctx.db
    .select()
    .from(charges)
    .where(
      and(eq(charges.provider, provider), ne(charges.status, 'paid'), sql`${charges.number} = any(${sqlArray([...told.keys()], 'text')})`),
    )
  return found.filter(({ number, amountFen }) => told.get(number) === amountFen)
}

/** Refunds that a bill says went back, and that are not done here. */
export async function unheardRefunds(ctx: Ctx, lines: BillLine[]) {
  const told = refundsIn(lines)
  if (!told.length) return []
  return ctx.db
    .select({ buyerId: refunds.buyerId, refundId: refunds.id, orderId: payments.orderId })
    .from(refunds)
    .innerJoin(payments, ofPayment)
    .where(and(inArray(refunds.id, told), isNull(refunds.doneAt)))
}
