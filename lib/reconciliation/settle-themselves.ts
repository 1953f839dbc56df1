import { and, asc, eq, isNull } from 'drizzle-orm'
import { billDifferences, billLines, bills } from '@/db/schema/bills'
import { payments, refunds } from '@/db/schema/payments'
import type { Ctx } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { endDifference, type KeptDifference } from './differences'

/**
 * Open differences of a gateway that are none any more: the line stands in the bill of another day; the money came to be known here; what was
 * unknown went back to where it came from. Under the lock of its bills, when one of them was read. @returns the days they were of
 */
export async function settleThemselves(tx: Ctx, provider: string): Promise<string[]> {
  const open = await tx.db
    .select({ difference: billDifferences })
    .from(billDifferences)
    .innerJoin(bills, and(eq(bills.provider, billDifferences.provider), eq(bills.day, billDifferences.day)))
    .where(and(eq(billDifferences.provider, provider), isNull(billDifferences.settledAt), isNull(bills.closedAt)))
    .orderBy(asc(billDifferences.id))
  const settled: string[] = []
  for (const { difference } of open) if (await settleItself(tx, difference)) settled.push(difference.day)
  return settled
}

async function settleItself(tx: Ctx, difference: KeptDifference): Promise<boolean> {
  if (await isBilledElsewhere(tx, difference)) return endDifference(tx, difference, { outcome: 'matched' }, true)
  if (await isBooked(tx, difference)) return endDifference(tx, difference, { outcome: 'received' }, true)
  return difference.kind === 'unknown_refund' && offset(tx, difference)
}

const linesLike = (tx: Ctx, { kind, provider, tradeNumber, number }: KeptDifference) => {
  const moved = kind.includes('payment') ? ('payment' as const) : ('refund' as const)
  const named = moved === 'payment' ? eq(billLines.tradeNumber, tradeNumber) : eq(billLines.number, number)
  return tx.db
    .select({ amountFen: billLines.amountFen })
    .from(billLines)
    .where(and(eq(billLines.provider, provider), eq(billLines.kind, moved), named))
}

/** What should have been in this bill is in another one, as it should be. */
async function isBilledElsewhere(tx: Ctx, difference: KeptDifference): Promise<boolean> {
  if (!difference.kind.startsWith('missing')) return false
  const [line] = await linesLike(tx, difference)
  return line?.amountFen === difference.oursFen
}

/** What was unknown has come to be known here; a line that stands in the bills twice is known once. */
async function isBooked(tx: Ctx, difference: KeptDifference): Promise<boolean> {
  if (!difference.kind.startsWith('unknown') || (await linesLike(tx, difference)).length > 1) return false
  const { kind, provider, tradeNumber, number, billFen } = difference
  if (kind === 'unknown_refund' && !isId(number)) return false
  const [found] =
    kind === 'unknown_payment'
      ? await tx.db
          .select({ amountFen: payments.amountFen })
          .from(payments)
          .where(and(eq(payments.provider, provider), eq(payments.tradeNumber, tradeNumber)))
      : await tx.db
          .select({ amountFen: refunds.amountFen })
          .from(refunds)
          .where(and(eq(refunds.id, number), eq(refunds.status, 'done'), isNull(refunds.reference)))
  return found?.amountFen === billFen
}

/** Money of which nobody here knew went back at the gateway: the two answer each other. @returns whether */
async function offset(tx: Ctx, back: KeptDifference): Promise<boolean> {
  const { provider, tradeNumber, billFen } = back
  const [came] = await tx.db
    .select()
    .from(billDifferences)
    .where(
      and(
        eq(billDifferences.provider, provider),
        eq(billDifferences.kind, 'unknown_payment'),
        eq(billDifferences.tradeNumber, tradeNumber),
        eq(billDifferences.billFen, billFen!),
      ),
    )
  if (!came) return false
  // No money of ours came, and none went.
  if (came.outcome === 'foreign') return endDifference(tx, back, { outcome: 'foreign', settledBy: came.settledBy }, true)
  if (!came.settledAt) await endDifference(tx, came, { outcome: 'offset' }, false)
  return endDifference(tx, back, { outcome: 'offset' }, false)
}
