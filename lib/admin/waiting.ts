import { type SQL, sql } from 'drizzle-orm'
import { billDifferences } from '@/db/schema/bills'
import { orders, refundRequests, transfers } from '@/db/schema/checkout'
import { corrections, enterprises } from '@/db/schema/identity'
import { invoices } from '@/db/schema/invoices'
import { payments, refunds } from '@/db/schema/payments'
import { phoneChanges } from '@/db/schema/phones'
import { ofRefund, owedByHand } from '@/lib/checkout/desk-refunds'
import { transferWaits } from '@/lib/checkout/desk-transfers'
import { differenceWaits } from '@/lib/reconciliation/queries'
import type { Ctx, Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import type { StaffRight } from '@/lib/shared/rights'
import { inOwnRegions } from '@/lib/shared/staff'

/** Work that waits for somebody of the staff, and the right to see it. */
export const waitingRights = {
  enterprises: 'enterprises.read',
  corrections: 'people.correct',
  /** Other phones of trainees, and of enterprises, that wait for a second member of the staff or for their time. */
  phones: 'people.reset',
  unitPhones: 'enterprises.review',
  refunds: 'orders.read',
  /** Money that came by transfer and is to be given back at the bank. */
  returns: 'orders.read',
  invoices: 'orders.read',
  transfers: 'orders.read',
  /** What differs between a gateway's bill and our books. */
  differences: 'bills.read',
  jobs: 'jobs.read',
} satisfies Record<string, StaffRight>
export type WaitingKind = keyof typeof waitingRights

export type Waiting = { count: number; oldest: Date | null }

/** How much of each kind waits and since when, of the kinds and regions that the rights allow; one query. */
export async function listWaiting(ctx: Ctx<Staff>): Promise<Partial<Record<WaitingKind, Waiting>>> {
  if (ctx.actor.kind !== 'staff') throw new NotFound()
  const kinds = (Object.keys(waitingRights) as WaitingKind[]).filter((kind) => ctx.actor.rights.includes(waitingRights[kind]))
  if (!kinds.length) return {}
  const parts = kinds.map((kind) => sql`select ${kind}::text kind, ${sources(ctx)[kind]}`)
  const rows = await ctx.db.execute<{ kind: WaitingKind; n: number; oldest: string | null }>(sql.join(parts, sql` union all `))
  return Object.fromEntries(rows.map(({ kind, n, oldest }) => [kind, { count: n, oldest: oldest === null ? null : new Date(oldest) }]))
}

/** The numbers beside the entries of the menu. */
export async function countWaiting(ctx: Ctx<Staff>): Promise<Partial<Record<WaitingKind, number>>> {
  const waiting = Object.entries(await listWaiting(ctx))
  return Object.fromEntries(waiting.map(([kind, { count }]) => [kind, count]))
}

/** To be issued, to be tried again, or to be reversed. */
export const invoiceWaits = sql`(${invoices.status} in ('requested', 'issuing', 'failed') or (${invoices.status} = 'issued' and ${invoices.reversalAskedAt} is not null))`

const sources = (ctx: Ctx<Staff>): Record<WaitingKind, SQL> => ({
  enterprises: sql`count(*)::int n, min(${enterprises.submittedAt}) oldest from ${enterprises}
    where ${enterprises.status} = 'pending' and ${inOwnRegions(ctx, enterprises.regionCode) ?? sql`true`}`,
  corrections: sql`count(*)::int n, min(${corrections.askedAt}) oldest from ${corrections} where ${corrections.status} = 'open'`,
  phones: sql`count(*)::int n, min(${phoneChanges.askedAt}) oldest from ${phoneChanges}
    where ${phoneChanges.status} = 'waiting' and ${phoneChanges.owner} = 'trainee'`,
  unitPhones: sql`count(*)::int n, min(${phoneChanges.askedAt}) oldest from ${phoneChanges}
    join ${enterprises} on ${enterprises.id} = ${phoneChanges.accountId}
    where ${phoneChanges.status} = 'waiting' and ${inOwnRegions(ctx, enterprises.regionCode) ?? sql`true`}`,
  refunds: sql`count(*)::int n, min(${refundRequests.requestedAt}) oldest from ${refundRequests} where ${refundRequests.status} = 'open'`,
  returns: sql`count(*)::int n, min(${refunds.requestedAt}) oldest from ${refunds} join ${payments} on ${ofRefund} where ${owedByHand}`,
  invoices: sql`count(*)::int n, min(coalesce(${invoices.reversalAskedAt}, ${invoices.requestedAt})) oldest from ${invoices} where ${invoiceWaits}`,
  transfers: sql`count(*)::int n, min(${transfers.announcedAt}) oldest from ${transfers}
    join ${orders} on ${orders.buyerId} = ${transfers.buyerId} and ${orders.id} = ${transfers.orderId} where ${transferWaits}`,
  differences: sql`count(*)::int n, min(${billDifferences.foundAt}) oldest from ${billDifferences} where ${differenceWaits}`,
  jobs: sql`count(*)::int n, min(created_on) oldest from pgboss.job where state = 'failed'`,
})
