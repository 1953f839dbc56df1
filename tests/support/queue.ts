import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { JobName } from '@/lib/shared/jobs'

/** What waits in the job queue under this name with this in it. */
export async function jobsWith(name: JobName, data: Record<string, string>): Promise<{ start_after: string }[]> {
  const rows = await db().execute<{ start_after: string }>(
    sql`select start_after from pgboss.job where name = ${name} and data @> ${JSON.stringify(data)}::jsonb`,
  )
  return [...rows]
}
