import { type SQL, sql } from 'drizzle-orm'
import { streams } from '@/db/schema/learning'
import { type Actor, type Ctx, inTransaction } from '@/lib/shared/context'
import { databaseClock } from './database-clock'

/** A transaction whose `now` is the database's: for what earns, or ends what earns. */
export function inDatabaseTime<A extends Actor, T>(ctx: Ctx<A>, work: (tx: Ctx<A>) => Promise<T>): Promise<T> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.execute<{ now: string }>(sql`select ${databaseClock(ctx)} as now`)
    return work({ ...tx, now: new Date(row!.now) })
  })
}

/** For a stream's `reportedAt`: a report that waited for its turn does not set back what a later one has spent. */
export const neverBack = (now: Date): SQL => sql`greatest(${streams.reportedAt}, ${now.toISOString()}::timestamptz)`
