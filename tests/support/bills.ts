import { and, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { db } from '@/db/client'
import { billDifferences, bills } from '@/db/schema/bills'
import { checkLedger } from '@/lib/payments/check-ledger'
import type { DayKey } from '@/lib/reconciliation/bills'
import { moreFen } from '@/lib/reconciliation/rules'
import { asSystem } from './world'

export const differencesOf = ({ provider, day }: DayKey) =>
  db()
    .select()
    .from(billDifferences)
    .where(and(eq(billDifferences.provider, provider), eq(billDifferences.day, day)))
    .orderBy(billDifferences.id)

/** Of a day that was reconciled: our books and what differs make its bill, to the fen, and the ledger is that of the orders. */
export async function addsUp(key: DayKey): Promise<void> {
  const [bill] = await db()
    .select()
    .from(bills)
    .where(and(eq(bills.provider, key.provider), eq(bills.day, key.day)))
  const standing = (await differencesOf(key)).filter(({ outcome }) => outcome !== 'received' && outcome !== 'matched')
  const more = standing.reduce((sum, one) => sum + moreFen(one), 0)
  expect(bill!.oursPaidFen - bill!.oursRefundedFen + more).toBe(bill!.paidFen - bill!.refundedFen)
  expect(await checkLedger(asSystem())).toEqual([])
}
