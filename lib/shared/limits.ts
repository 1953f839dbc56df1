import { and, eq, gt, inArray, like, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { attemptLimits } from '@/db/schema/identity'
import type { Ctx } from './context'
import { startingWith } from './like'
import { Refused } from './refused'
import { sqlArray } from './sql-array'
import { later } from './time'

type Limit = { max: number; windowMs: number }
type Count = { count: number; resetsAt: Date }

/**
 * Counts an attempt under `key`, before its outcome is known, so that parallel guesses cannot slip through. Until `max` is
 * reached each attempt begins the window anew; after that it runs out undisturbed. Counted in the database: every process
 * of the portal sees the same number. Call it outside a transaction that may roll back.
 */
export async function countAttempt(ctx: Ctx, key: string, limit: Limit): Promise<Count> {
  const [row] = await insertAttempt(ctx, key, limit).returning({ count: attemptLimits.count, resetsAt: attemptLimits.resetsAt })
  return row!
}

const insertAttempt = (ctx: Ctx, key: string, limit: Limit) =>
  ctx.db
    .insert(attemptLimits)
    .values({ key, count: 1, resetsAt: later(ctx.now, limit.windowMs) })
    .onConflictDoUpdate({ target: attemptLimits.key, set: onceMore(ctx, limit) })

function onceMore({ now }: Ctx, { max }: Pick<Limit, 'max'>) {
  const over = sql`${attemptLimits.resetsAt} <= ${now.toISOString()}::timestamptz`
  return {
    count: sql`case when ${over} then 1 else ${attemptLimits.count} + 1 end`,
    resetsAt: sql`case when ${over} or ${attemptLimits.count} < ${max} then excluded.resets_at else ${attemptLimits.resetsAt} end`,
  }
}

/**
 * @param beside keys that are looked at besides, in the same statement
 * @returns how many attempts stand under each of those
 * @throws Refused('too_many_attempts') from the attempt after `max` on, until the window has run out
 */
export async function limitAttempts(ctx: Ctx, key: string, limit: Limit, beside: string[] = []): Promise<number[]> {
  const [{ count, resetsAt }, others] = beside.length
    ? await countBeside(ctx, key, limit, beside)
    : [await countAttempt(ctx, key, limit), []]
  if (count > limit.max) {
    throw new Refused('too_many_attempts', { minutes: Math.max(1, Math.ceil((resetsAt.getTime() - ctx.now.getTime()) / 60_000)) })
  }
  return others
}

async function countBeside(ctx: Ctx, key: string, limit: Limit, beside: string[]): Promise<[Count, number[]]> {
  const counted = insertAttempt(ctx, key, limit).returning({
    key: attemptLimits.key,
    count: attemptLimits.count,
    resetsAt: attemptLimits.resetsAt,
  })
  const rows = await ctx.db.execute<{ key: string; count: number; resets_at: string }>(sql`
    with counted as ${counted}
    select key, count, resets_at from counted
    union all select key, count, resets_at from ${attemptLimits}
      where key = any(${sqlArray(beside, 'text')}) and resets_at > ${ctx.now.toISOString()}::timestamptz`)
  const own = rows.find((row) => row.key === key)!
  return [{ count: own.count, resetsAt: new Date(own.resets_at) }, beside.map((one) => rows.find((row) => row.key === one)?.count ?? 0)]
}

/**
 * The same with waits that rise: after the n-th attempt the next one is admitted `waits[n - 1]` seconds later, the last of them for all that
 * follow. One that comes too early is not counted, and does not make the wait longer. `also`: what is counted besides, in the same statement,
 * each time one is admitted.
 */
export async function countWithWaits(
  ctx: Ctx,
  key: string,
  { waits, windowMs, also }: { waits: readonly number[]; windowMs: number; also?: Limit & { key: string } },
): Promise<{ count: number; nextWaitSeconds: number } | { waitSeconds: number }> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  const over = sql`${attemptLimits.resetsAt} <= ${now}`
  const count = sql`case when ${over} then 1 else ${attemptLimits.count} + 1 end`
  const waitOf = (n: SQL) => sql`(${`{${waits.join(',')}}`}::int[])[least(${n}, ${waits.length})]`
  const admitted = ctx.db
    .insert(attemptLimits)
    .values({ key, count: 1, resetsAt: later(ctx.now, windowMs), notBefore: later(ctx.now, waits[0]! * 1000) })
    .onConflictDoUpdate({
      target: attemptLimits.key,
      set: { count, resetsAt: sql`excluded.resets_at`, notBefore: sql`${now} + ${waitOf(count)} * interval '1 second'` },
      setWhere: sql`${over} or ${attemptLimits.notBefore} is null or ${attemptLimits.notBefore} <= ${now}`,
    })
    .returning({ count: attemptLimits.count })
  const [row] = await (also ? countBoth(ctx, admitted, also) : admitted)
  if (row) return { count: row.count, nextWaitSeconds: waits[Math.min(row.count, waits.length) - 1]! }
  const [waiting] = await ctx.db.select({ notBefore: attemptLimits.notBefore }).from(attemptLimits).where(eq(attemptLimits.key, key))
  return { waitSeconds: Math.max(1, Math.ceil(((waiting?.notBefore ?? ctx.now).getTime() - ctx.now.getTime()) / 1000)) }
}

function countBoth(ctx: Ctx, admitted: SQLWrapper, { key, ...limit }: Limit & { key: string }) {
  const { count, resetsAt } = onceMore(ctx, limit)
  return ctx.db.execute<{ count: number }>(sql`
    with admitted as ${admitted},
    also as (
      insert into ${attemptLimits} (key, count, resets_at)
      select ${key}, 1, ${later(ctx.now, limit.windowMs).toISOString()}::timestamptz from admitted
      on conflict (key) do update set count = ${count}, resets_at = ${resetsAt}
    )
    select count from admitted`)
}

/** How many attempts stand under each of the keys. */
export async function attemptsOf(ctx: Ctx, keys: string[]): Promise<number[]> {
  const rows = await ctx.db
    .select({ key: attemptLimits.key, count: attemptLimits.count })
    .from(attemptLimits)
    .where(and(inArray(attemptLimits.key, keys), gt(attemptLimits.resetsAt, ctx.now)))
  return keys.map((key) => rows.find((row) => row.key === key)?.count ?? 0)
}

/** Forgets what was counted under a key and under those that begin with it and a sign (`key@…`, `key#…`). */
export async function forgetAttemptsUnder(ctx: Ctx, key: string): Promise<void> {
  const within = (sign: string) => like(attemptLimits.key, startingWith(`${key}${sign}`))
  await ctx.db.delete(attemptLimits).where(or(eq(attemptLimits.key, key), within('@'), within('#')))
}

/** Takes one attempt back: it was no failure. The others stay counted. */
export async function takeBackAttempt(ctx: Ctx, key: string): Promise<void> {
  await ctx.db
    .update(attemptLimits)
    .set({ count: sql`greatest(${attemptLimits.count} - 1, 0)` })
    .where(eq(attemptLimits.key, key))
}

/**
 * An attempt was no failure: what stands under `forget` is forgotten, and one taken back from each of `takeBack`. Locked in the order of
 * countWithWaits, first its key and then others, so that two who sign in at once wait for one another and not in a circle.
 */
export async function forgiveAttempt(ctx: Ctx, { forget, takeBack }: { forget: string; takeBack: string[] }): Promise<void> {
  await ctx.db.execute(sql`
    with forgotten as (delete from ${attemptLimits} where key = ${forget} returning key),
    back as (
      select key from ${attemptLimits}
      where key = any(${sqlArray(takeBack, 'text')}) and (select count(*) from forgotten) >= 0 order by key for update
    )
    update ${attemptLimits} set count = greatest(count - 1, 0) from back where ${attemptLimits.key} = back.key`)
}

export async function forgetAttempts(ctx: Ctx, key: string): Promise<void> {
  await ctx.db.delete(attemptLimits).where(eq(attemptLimits.key, key))
}
