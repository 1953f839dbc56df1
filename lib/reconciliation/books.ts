import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { enterprises, trainees } from '@/db/schema/identity'
import { payments, refunds } from '@/db/schema/payments'
import { buyer, isEnterprise, isTrainee } from '@/lib/checkout/buyers'
import type { Ctx, Staff } from '@/lib/shared/context'
import { requireRight } from '@/lib/shared/staff'
import { dayStart, days, formatDay, later } from '@/lib/shared/time'

/** What came in and went back on a day by one provider, by our own books. */
export type BookLine = { day: string; provider: string; payments: number; paidFen: number; refunds: number; refundedFen: number }

/** One movement of money, with its order. Negative: it went back. */
export type Movement = {
  day: string
  at: Date
  provider: string
  kind: 'payment' | 'refund'
  amountFen: number
  tradeNumber: string
  method: string
  orderNumber: string
  buyerName: string
}

export type Span = { from: Date; until: Date }

/** A month (yyyy-mm) in Asia/Shanghai; null for what is none. */
export function monthSpan(month: string): Span | null {
  const found = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(month)
  if (!found) return null
  const next = found[2] === '12' ? `${Number(found[1]) + 1}-01` : `${found[1]}-${String(Number(found[2]) + 1).padStart(2, '0')}`
  return { from: dayStart(`${month}-01`), until: dayStart(`${next}-01`) }
}

/** A day (yyyy-mm-dd); null for what is none. */
export function daySpan(day: string): Span | null {
  const from = /^20\d\d-\d\d-\d\d$/.test(day) ? dayStart(day) : new Date(Number.NaN)
  return Number.isNaN(from.getTime()) || formatDay(from) !== day ? null : { from, until: later(from, days(1)) }
}

/** Every payment and every refund that is done, by the time the provider says. @throws NotFound without the right 'bills.read' */
export async function listMovements(ctx: Ctx<Staff>, { from, until }: Span, provider?: string): Promise<Movement[]> {
  requireRight(ctx, 'bills.read')
  const ofProvider = provider ? eq(payments.provider, provider) : undefined
  const columns = {
    provider: payments.provider,
    tradeNumber: payments.tradeNumber,
    method: payments.method,
    orderNumber: orders.number,
    buyerName: buyer.buyerName,
  }
  const ofPayment = and(eq(orders.buyerId, payments.buyerId), eq(orders.id, payments.orderId))
  const [received, returned] = await Promise.all([
    ctx.db
      .select({ ...columns, at: payments.paidAt, amountFen: payments.amountFen })
      .from(payments)
      .innerJoin(orders, ofPayment)
      .leftJoin(enterprises, isEnterprise)
      .leftJoin(trainees, isTrainee)
      .where(and(gte(payments.paidAt, from), lt(payments.paidAt, until), ofProvider))
      .orderBy(asc(payments.paidAt), asc(payments.id)),
    ctx.db
      .select({
        ...columns,
        at: sql<Date>`${refunds.doneAt}`.mapWith(refunds.doneAt),
        amountFen: sql<number>`-${refunds.amountFen}`.mapWith(Number),
      })
      .from(refunds)
      .innerJoin(payments, and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId)))
      .innerJoin(orders, ofPayment)
      .leftJoin(enterprises, isEnterprise)
      .leftJoin(trainees, isTrainee)
      .where(and(gte(refunds.doneAt, from), lt(refunds.doneAt, until), ofProvider))
      .orderBy(asc(refunds.doneAt), asc(refunds.id)),
  ])
  const all = [
    ...received.map((row) => ({ ...row, kind: 'payment' as const })),
    ...returned.map((row) => ({ ...row, kind: 'refund' as const })),
  ]
  return all.map((row) => ({ ...row, day: formatDay(row.at) })).sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** The lines of the books: one for each day and provider, the latest day first. Added up by the database. */
export async function listBookLines(ctx: Ctx<Staff>, { from, until }: Span): Promise<BookLine[]> {
  requireRight(ctx, 'bills.read')
  const [start, end] = [from.toISOString(), until.toISOString()]
  const rows = await ctx.db.execute<{
    day: string
    provider: string
    payments: number
    paid: string
    refunds: number
    refunded: string
  }>(sql`
    select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, provider,
      count(*) filter (where fen > 0)::int as payments, coalesce(sum(fen) filter (where fen > 0), 0) as paid,
      count(*) filter (where fen < 0)::int as refunds, coalesce(-sum(fen) filter (where fen < 0), 0) as refunded
    from (
      select ${payments.paidAt} as at, ${payments.provider} as provider, ${payments.amountFen} as fen from ${payments}
      where ${payments.paidAt} >= ${start} and ${payments.paidAt} < ${end}
      union all
      select ${refunds.doneAt}, ${payments.provider}, -${refunds.amountFen} from ${refunds}
      join ${payments} on ${payments.buyerId} = ${refunds.buyerId} and ${payments.id} = ${refunds.paymentId}
      where ${refunds.doneAt} >= ${start} and ${refunds.doneAt} < ${end}
    ) moved
    group by 1, 2 order by 1 desc, 2`)
  return rows.map((row) => ({
    day: row.day,
    provider: row.provider,
    payments: row.payments,
    paidFen: Number(row.paid),
    refunds: row.refunds,
    refundedFen: Number(row.refunded),
  }))
}
