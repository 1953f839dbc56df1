import { and, asc, eq, sql } from 'drizzle-orm'
import { locks } from '@/db/locks'
import { billLines, bills } from '@/db/schema/bills'
import { callGateway } from '@/lib/payments/call-gateway'
import type { BillLine, Gateway } from '@/lib/payments/gateways/gateway'
import { post } from '@/lib/payments/ledger'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { dayStart, days, hours, later, minutes } from '@/lib/shared/time'
import { oursOf } from './our-books'
import { sumsOf } from './rules'

export type Bill = typeof bills.$inferSelect
/** `day`: yyyy-mm-dd, Asia/Shanghai. */
export type DayKey = { provider: string; day: string }

export const isDay = ({ provider, day }: DayKey) => and(eq(bills.provider, provider), eq(bills.day, day))

export async function findBill(ctx: Ctx, key: DayKey): Promise<Bill | null> {
  const [bill] = await ctx.db.select().from(bills).where(isDay(key))
  return bill ?? null
}

/** Whoever changes what hangs on the bills of a gateway does so alone, until commit. */
export const lockBills = (tx: Ctx, { provider }: Pick<DayKey, 'provider'>) =>
  tx.db.execute(sql`select pg_advisory_xact_lock(${locks.bills}, hashtext(${provider}))`)

export const linesOf = (ctx: Ctx, { provider, day }: DayKey): Promise<BillLine[]> =>
  ctx.db
    .select()
    .from(billLines)
    .where(and(eq(billLines.provider, provider), eq(billLines.day, day)))
    .orderBy(asc(billLines.position))

/**
 * Fetches the bill of a day and keeps it as it is, with the gateway's fee. Where nothing moved, neither there nor here, it is empty.
 * @returns null while there is none
 * @throws GatewayUnreachable, GatewayRefused
 */
export async function fetchBill(ctx: Ctx, gateway: Gateway, key: DayKey): Promise<Bill | null> {
  const madeAt = later(dayStart(key.day), days(1) + hours(gateway.billedAt))
  if (ctx.now < madeAt) return null
  const found = await callGateway(ctx, gateway, 'bill', (signal) => gateway.bill(key.day, signal), minutes(1))
  if (!found && (await oursOf(ctx, key, [])).length) return null // it cannot be that nothing moved: it comes later
  await inTransaction(ctx, (tx) => keepBill(tx, key, found ?? []))
  return findBill(ctx, key)
}

async function keepBill(tx: Ctx, key: DayKey, lines: BillLine[]): Promise<void> {
  const feeFen = lines.reduce((sum, line) => sum + line.feeFen, 0)
  const sums = { lines: lines.length, ...sumsOf(lines), feeFen, oursPaidFen: 0, oursRefundedFen: 0 }
  const kept = await tx.db
    .insert(bills)
    .values({ ...key, ...sums, fetchedAt: tx.now })
    .onConflictDoNothing()
    .returning({ day: bills.day })
  if (!kept.length) return // another process was faster
  for (let i = 0; i < lines.length; i += 1000) {
    const some = lines.slice(i, i + 1000).map((line, j) => ({ ...key, ...line, position: i + j }))
    await tx.db.insert(billLines).values(some)
  }
  const { provider, day } = key
  await post(tx, { event: 'fees', reference: day, debit: 'fees', credit: 'clearing', amountFen: feeFen, provider })
}
