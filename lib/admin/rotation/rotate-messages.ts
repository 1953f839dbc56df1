import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { decryptLegacy } from '@/lib/shared/ciphers'
import { log } from '@/lib/shared/log'
import { seal, unseal } from '@/lib/shared/secrets'

type Job = { id: string; sealed: string }

const legacyJobs = async (db: Db): Promise<Job[]> => {
  const jobs = await db.execute<Job>(sql`
    select id, data->>'sealed' as sealed from pgboss.job where name = 'sms.send' and state in ('created', 'retry', 'failed')`)
  return [...jobs].filter(({ sealed }) => unseal('waiting-message', sealed) === null)
}

/** Messages that have waited since before they had a key of their own. Others hang on AUTH_SECRET, and are none of DATA_KEY's business. */
export async function rotateMessages(db: Db): Promise<number> {
  let done = 0
  for (const { id, sealed } of await legacyJobs(db)) {
    try {
      const data = JSON.stringify({ sealed: seal('waiting-message', decryptLegacy(sealed).toString()) })
      await db.execute(sql`update pgboss.job set data = ${data}::jsonb where name = 'sms.send' and id = ${id}::uuid and state <> 'active'`)
      done++
    } catch (error) {
      log().warn({ err: error, job: id }, 'a waiting message was sealed with a key that is not set, and will not be sent')
    }
  }
  return done
}
