import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '@/lib/shared/context'

/**
 * The time by the database's clock, the one that all servers share: what earns is counted by it, because the clocks of two servers differ.
 * In tests another stands in its place (tests/support/stopped-clock), which looks at `ctx`.
 */
export const databaseClock = (_ctx: Ctx): SQL => sql`clock_timestamp()`
