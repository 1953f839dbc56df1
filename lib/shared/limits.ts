import { eq, sql } from 'drizzle-orm'
import { attemptLimits } from '@/db/schema/identity'
import type { Ctx } from './context'
import { Refused } from './refused'
import { later } from './time'

type Limit = { max: number; windowMs: number }
type Count = { count: number; resetsAt: Date }

/**
 * Counts an attempt under `key`, before its outcome is known, so that parallel guesses cannot slip through. Until `max` is
 * reached each attempt begins the window anew; after that it runs out undisturbed. Counted in the database: every process
 * of the portal sees the same number. Call it outside a transaction that may roll back.
 */
export async function countAttempt(ctx: Ctx, key: string, { max, windowMs }: Limit): Promise<Count> {
  const over = sql`${attemptLimits.resetsAt} <= ${ctx.now.toISOString()}`
  const [row] = await ctx.db
    .insert(attemptLimits)
    .values({ key, count: 1, resetsAt: later(ctx.now, windowMs) })
    .onConflictDoUpdate({
      target: attemptLimits.key,
      set: {
        count: sql`case when ${over} then 1 else ${attemptLimits.count} + 1 end`,
        resetsAt: sql`case when ${over} or ${attemptLimits.count} < ${max} then excluded.resets_at else ${attemptLimits.resetsAt} end`,
      },
    })
    .returning({ count: attemptLimits.count, resetsAt: attemptLimits.resetsAt })
  return row!
}

/** @throws Refused('too_many_attempts') from the attempt after `max` on, until the window has run out */
export async function limitAttempts(ctx: Ctx, key: string, limit: Limit): Promise<void> {
  const { count, resetsAt } = await countAttempt(ctx, key, limit)
  if (count > limit.max) {
    throw new Refused('too_many_attempts', { minutes: Math.max(1, Math.ceil((resetsAt.getTime() - ctx.now.getTime()) / 60_000)) })
  }
}

/** Takes one attempt back: it was no failure. The others stay counted. */
export async function takeBackAttempt(ctx: Ctx, key: string): Promise<void> {
  await ctx.db
    .update(attemptLimits)
    .set({ count: sql`greatest(${attemptLimits.count} - 1, 0)` })
    .where(eq(attemptLimits.key, key))
}

export async function forgetAttempts(ctx: Ctx, key: string): Promise<void> {
  await ctx.db.delete(attemptLimits).where(eq(attemptLimits.key, key))
}
