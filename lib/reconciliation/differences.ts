import { and, asc, eq, isNull } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { billDifferences } from '@/db/schema/bills'
import { record } from '@/lib/audit/record'
import { post } from '@/lib/payments/ledger'
import type { Ctx } from '@/lib/shared/context'
import type { DayKey } from './bills'
import { type Difference, moreFen } from './rules'

export type KeptDifference = typeof billDifferences.$inferSelect

/**
 * Writes a difference down, once, and posts it, so that the ledger says what lies at the gateway. `mended`: it was one, and is none any more.
 */
export async function noteDifference(tx: Ctx, key: DayKey, difference: Difference, mended = false): Promise<void> {
  const settled = mended && { outcome: 'received' as const, settledAt: tx.now }
  const [noted] = await tx.db
    .insert(billDifferences)
    .values({ ...key, ...difference, id: uuidv7(tx.now.getTime()), foundAt: tx.now, ...settled })
    .onConflictDoNothing()
    .returning()
  if (!noted) return
  if (!mended) await postDifference(tx, 'difference', noted, moreFen(noted))
  await record(tx, 'difference.found', noted.id, { ...key, fen: moreFen(noted), order: noted.orderId })
}

/** What of a day still waits for somebody. */
export const openOf = (ctx: Ctx, { provider, day }: DayKey): Promise<KeptDifference[]> =>
  ctx.db
    .select()
    .from(billDifferences)
    .where(and(eq(billDifferences.provider, provider), eq(billDifferences.day, day), isNull(billDifferences.settledAt)))
    .orderBy(asc(billDifferences.id))

/** `undone`: what it posted is taken back, as the money is in the books another way, or is none of ours. Once; @returns whether it was now */
export async function endDifference(
  tx: Ctx,
  difference: KeptDifference,
  settled: Partial<Pick<KeptDifference, 'outcome' | 'settledBy' | 'note'>>,
  undone: boolean,
): Promise<boolean> {
  const ended = await tx.db
    .update(billDifferences)
    .set({ ...settled, settledAt: tx.now })
    .where(and(eq(billDifferences.id, difference.id), isNull(billDifferences.settledAt)))
    .returning({ id: billDifferences.id })
  if (ended.length && undone) await postDifference(tx, 'settlement', difference, -moreFen(difference))
  return ended.length > 0
}

const postDifference = (tx: Ctx, event: 'difference' | 'settlement', difference: KeptDifference, amountFen: number) =>
  post(tx, {
    event,
    reference: difference.tradeNumber,
    ...(difference.orderId && { order: { buyerId: difference.buyerId!, id: difference.orderId } }),
    debit: 'clearing',
    credit: 'surplus',
    amountFen,
    provider: difference.provider,
  })
