import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '@/lib/shared/context'

/** In place of lib/learning/database-clock: the database says what the context says, until a test sets its clock by itself. */
let set: Date | null = null

export function setDatabaseClock(now: Date | null): void {
  set = now
}

export const databaseClock = (ctx: Ctx): SQL => sql`${(set ?? ctx.now).toISOString()}::timestamptz`
