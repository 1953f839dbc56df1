import { eq } from 'drizzle-orm'
import { billDifferences, bills } from '@/db/schema/bills'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { type DayKey, findBill, isDay, lockBills } from './bills'
import { endDifference, openOf } from './differences'

type Settlement = { id: string; outcome: 'kept' | 'foreign'; note: string }

/**
 * What nothing settled by itself is settled by a person, who says how. `kept`: it stays as surplus or shortage; `foreign`: no money of this
 * portal, which leaves its ledger.
 * @throws NotFound without the right 'bills.close'; Refused('difference_settled')
 */
export async function settleDifference(ctx: Ctx<Staff>, { id, outcome, note }: Settlement): Promise<void> {
  requireRight(ctx, 'bills.close')
  await inTransaction(ctx, async (tx) => {
    const [found] = await tx.db.select().from(billDifferences).where(eq(billDifferences.id, id))
    if (!found) throw new NotFound()
    await lockBills(tx, found)
    const settled = { outcome, note, settledBy: tx.actor.id }
    if (!(await endDifference(tx, found, settled, outcome === 'foreign'))) throw new Refused('difference_settled')
    await record(tx, 'difference.settle', id, { outcome, note, order: found.orderId })
  })
}

/**
 * 关账: the day is done, and stays as it is. Nothing of it may be open.
 * @throws NotFound without the right 'bills.close', and where there is no bill; Refused('bill_closed' | 'bill_differs')
 */
export async function closeDay(ctx: Ctx<Staff>, key: DayKey): Promise<void> {
  requireRight(ctx, 'bills.close')
  await inTransaction(ctx, async (tx) => {
    await lockBills(tx, key)
    const bill = await findBill(tx, key)
    if (!bill) throw new NotFound()
    if (bill.closedAt) throw new Refused('bill_closed')
    if ((await openOf(tx, key)).length) throw new Refused('bill_differs')
    await tx.db.update(bills).set({ closedAt: tx.now, closedBy: tx.actor.id }).where(isDay(key))
    await record(tx, 'bill.close', undefined, { provider: key.provider, day: key.day })
  })
}
