import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { recipientKey } from '@/lib/identity/phones'
import { sqlArray } from '@/lib/shared/sql-array'

const atOnce = 500
const isPhone = sql`phone ~ '^1[0-9]{10}$'`

export async function countPlainRecipients(db: Db): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`select count(*)::int as n from sms_codes where ${isPhone}`)
  return row!.n
}

/** Of the codes sent in the time before phones were hashed only the hash is kept. */
export async function rotateRecipients(db: Db): Promise<number> {
  for (let done = 0; ; ) {
    const rows = await db.execute<{ id: string; phone: string }>(
      sql`select id, phone from sms_codes where ${isPhone} limit ${sql.raw(String(atOnce))}`,
    )
    if (!rows.length) return done
    const ids = sqlArray(
      rows.map(({ id }) => id),
      'uuid',
    )
    const keys = sqlArray(
      rows.map(({ phone }) => recipientKey(phone)),
      'text',
    )
    await db.execute(
      sql`update sms_codes set phone = given.key from unnest(${ids}, ${keys}) as given (id, key) where sms_codes.id = given.id`,
    )
    done += rows.length
  }
}
