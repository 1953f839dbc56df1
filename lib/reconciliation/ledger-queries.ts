import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { ledgerEntries } from '@/db/schema/ledger'
import type { LedgerAccount } from '@/lib/payments/ledger'
import type { Ctx, Staff } from '@/lib/shared/context'
import { requireRight } from '@/lib/shared/staff'
import type { Span } from './books'

/** Of one account, at one gateway where it has some. A debit balance is above zero, a credit balance below. */
export type Balance = {
  account: LedgerAccount
  provider: string | null
  openingFen: number
  debitFen: number
  creditFen: number
  closingFen: number
}

/** Every account that was ever used, with what it held before the span, moved in it and holds at its end. @throws NotFound without 'bills.read' */
export async function listBalances(ctx: Ctx<Staff>, { from, until }: Span): Promise<Balance[]> {
  requireRight(ctx, 'bills.read')
  const [start, fen] = [from.toISOString(), ledgerEntries.amountFen]
  const within = sql`${ledgerEntries.at} >= ${start}`
  const rows = await ctx.db
    .select({
      account: ledgerEntries.account,
      provider: ledgerEntries.provider,
      openingFen: sql`coalesce(sum(${fen}) filter (where not ${within}), 0)`.mapWith(Number),
      debitFen: sql`coalesce(sum(${fen}) filter (where ${within} and ${fen} > 0), 0)`.mapWith(Number),
      creditFen: sql`coalesce(-sum(${fen}) filter (where ${within} and ${fen} < 0), 0)`.mapWith(Number),
      closingFen: sql`sum(${fen})`.mapWith(Number),
    })
    .from(ledgerEntries)
    .where(lt(ledgerEntries.at, until))
    .groupBy(ledgerEntries.account, ledgerEntries.provider)
    .orderBy(asc(ledgerEntries.account), asc(ledgerEntries.provider))
  return rows
}

/** The lines of a span, the earliest first, those of a posting together. @throws NotFound without 'bills.read' */
export async function listLedger(ctx: Ctx<Staff>, { from, until }: Span) {
  requireRight(ctx, 'bills.read')
  return ctx.db
    .select({
      at: ledgerEntries.at,
      postingId: ledgerEntries.postingId,
      event: ledgerEntries.event,
      account: ledgerEntries.account,
      provider: ledgerEntries.provider,
      amountFen: ledgerEntries.amountFen,
      reference: ledgerEntries.reference,
      orderNumber: orders.number,
    })
    .from(ledgerEntries)
    .leftJoin(orders, and(eq(orders.buyerId, ledgerEntries.buyerId), eq(orders.id, ledgerEntries.orderId)))
    .where(and(gte(ledgerEntries.at, from), lt(ledgerEntries.at, until)))
    .orderBy(asc(ledgerEntries.at), asc(ledgerEntries.id))
}
export type LedgerLine = Awaited<ReturnType<typeof listLedger>>[number]
