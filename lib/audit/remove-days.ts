import { asc, eq, notInArray, sql } from 'drizzle-orm'
import { auditDays, auditRemovals } from '@/db/schema/audit'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { days, formatDay, later } from '@/lib/shared/time'
import { type Day, removalText } from './chain'
import { faultOf, readDay } from './day-file'
import { record } from './record'
import { signAudit, trustedKeys } from './signing'

export type Removal = { day: string; entries: number; removed: boolean; why?: string }

/**
 * Removes the entries of closed days before `before` that are older than AUDIT_KEEP_DAYS and whose exported file is there and proves them.
 * The days themselves stay, so that the chain goes on. As the owner of the tables alone: the portal may not.
 */
export async function removeDays(ctx: Ctx, before: string): Promise<Removal[]> {
  const keptFrom = formatDay(later(ctx.now, -days(env().auditKeepDays)))
  const gone = ctx.db.select({ day: auditRemovals.day }).from(auditRemovals)
  const closed = await ctx.db.select().from(auditDays).where(notInArray(auditDays.day, gone)).orderBy(asc(auditDays.day))
  const results: Removal[] = []
  for (const one of closed) {
    const { day, entries, root } = one
    if (day >= before) break
    const why = day >= keptFrom ? `is kept until it is ${env().auditKeepDays} days old` : await refusalOf(ctx, one)
    if (!why) await remove(ctx, day, root, entries)
    results.push({ day, entries, removed: !why, ...(why && { why }) })
  }
  return results
}

async function refusalOf(ctx: Ctx, day: Day): Promise<string | null> {
  const file = await readDay(ctx, day.day)
  return file ? faultOf(file.body, trustedKeys(), day) : 'was not exported, or its file is gone: npm run audit:export'
}

async function remove(ctx: Ctx, day: string, root: string, entries: number): Promise<void> {
  const { sha256 } = (await readDay(ctx, day))!
  await inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select set_config('xueshi.audit_removal', 'exported', true)`)
    await tx.db.execute(sql`delete from audit_log l using audit_seals s where s.day = ${day} and l.id = s.entry_id`)
    await tx.db.execute(sql`delete from audit_seals where day = ${day}`)
    await tx.db.insert(auditRemovals).values({ day, sha256, removedAt: tx.now, ...signAudit(removalText(day, root, sha256)) })
    await record(tx, 'audit.remove_day', undefined, { day, rows: entries, sha256 })
  })
}

/** The last removal is undone by nobody; what was removed is known by its day. */
export const isRemoved = async (ctx: Ctx, day: string): Promise<boolean> =>
  (await ctx.db.select({ day: auditRemovals.day }).from(auditRemovals).where(eq(auditRemovals.day, day))).length > 0
