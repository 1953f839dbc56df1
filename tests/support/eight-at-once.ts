import { sql } from 'drizzle-orm'
import { db } from '@/db/client'

/** Opens eight connections, so that what a test starts at once is not told apart by who had one already. */
export const eightAtOnce = () => Promise.all(Array.from({ length: 8 }, () => db().execute(sql`select pg_sleep(0.1)`)))
