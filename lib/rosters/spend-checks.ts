import { sql } from 'drizzle-orm'
import { attemptLimits } from '@/db/schema/identity'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { Refused } from '@/lib/shared/refused'
import { days, later, startOfDay } from '@/lib/shared/time'
import { type Known, pairsOf } from './compare'
import type { CheckedRow } from './rules'

/**
 * What a roster asks of the platform about people who are not the enterprise's own: each number with each name once. `before`: the rows
 * that it takes the place of, which were asked about already. Pure.
 */
export function strangersAmong(rows: CheckedRow[], known: ReadonlyMap<string, Known>, before: CheckedRow[]): number {
  const asked = new Set(pairsOf(before).map(({ pair }) => pair))
  const fresh = pairsOf(rows).filter(({ pair, number }) => !asked.has(pair) && !known.get(number)?.own)
  return new Set(fresh.map(({ pair }) => pair)).size
}

/**
 * Counts checks against people who are not the enterprise's own, before anything is answered: whether a number is known under another name
 * would tell it from all others. Call it outside a transaction, or the count is lost with it.
 * @throws Refused('roster_checks_used_up') once a day's are used up; nothing is counted then
 */
export async function spendChecks(ctx: Ctx<Enterprise>, asked: number): Promise<void> {
  if (!asked) return
  const most = env().rosterChecksADay
  const key = `roster-checks:${ctx.actor.id}`
  const tomorrow = later(startOfDay(ctx.now), days(1))
  const over = sql`${attemptLimits.resetsAt} <= ${ctx.now.toISOString()}`
  const used = sql`case when ${over} then 0 else ${attemptLimits.count} end`
  const [spent] = await ctx.db
    .insert(attemptLimits)
    .select(
      sql`select ${key}, ${asked}::int, ${tomorrow.toISOString()}::timestamptz, null::timestamptz where ${asked}::int <= ${most}::int`,
    )
    .onConflictDoUpdate({
      target: attemptLimits.key,
      set: { count: sql`${used} + ${asked}::int`, resetsAt: tomorrow },
      setWhere: sql`${used} + ${asked}::int <= ${most}::int`,
    })
    .returning({ count: attemptLimits.count })
  if (spent) return
  const [row] = await ctx.db
    .select({ count: sql<number>`${used}::int` })
    .from(attemptLimits)
    .where(sql`${attemptLimits.key} = ${key}`)
  throw new Refused('roster_checks_used_up', { most, left: most - (row?.count ?? 0), asked })
}
