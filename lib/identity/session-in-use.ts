import { type SQL, sql } from 'drizzle-orm'
import type { Door } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'

/*
 * For the statements of the hot paths, which hold a ticket and no cookie: what was handed out in a session ends with it, and using it keeps
 * the session. `session` is the alias of a row of sessions, `now` the database's time.
 */

/** Whether it still holds: its row is there, it is not over, and was not left unused for too long. */
export const sessionHolds = (session: SQL, door: Door, now: SQL): SQL =>
  sql`coalesce(${session}.ends_at > ${now} and ${session}.seen_at > ${now} - make_interval(mins => ${env().idleMinutes[door]}::int), false)`

/** The moment of the last use is kept to a minute. */
export const seenLongAgo = (session: SQL, now: SQL): SQL => sql`coalesce(${session}.seen_at < ${now} - interval '1 minute', false)`
