import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { rosters } from '@/db/schema/rosters'
import { decryptFile, encryptFile, isUnderDataKey } from '@/lib/shared/ciphers'
import { log } from '@/lib/shared/log'
import { storage } from '@/lib/shared/storage'
import type { Told } from './rotate-column'

const isNamed = async (db: Db, key: string) => (await db.$count(rosters, sql`${rosters.file}->>'key' = ${key}`)) > 0

/** Goes once through the uploaded files that rosters name. */
export async function rotateFiles(db: Db, onDone: (told: Told) => void): Promise<Told> {
  const told = { done: 0, unreadable: 0 }
  const rows = await db
    .select({ key: sql<string>`${rosters.file}->>'key'` })
    .from(rosters)
    .where(sql`${rosters.file}->>'key' is not null`)
  for (const { key } of rows) {
    const sealed = await storage().get(key)
    if (!sealed || isUnderDataKey(sealed)) continue // gone with its draft meanwhile
    try {
      const anew = encryptFile(key, decryptFile(key, sealed))
      await storage().put(key, anew)
      // Forgotten between reading and writing, it would stay for good.
      if (!(await isNamed(db, key))) await storage().remove(key)
      told.done++
    } catch (error) {
      log().error({ err: error, key }, 'cannot be read')
      told.unreadable++
    }
    onDone(told)
  }
  return told
}

/** How many are not under DATA_KEY. */
export async function countWaitingFiles(db: Db): Promise<number> {
  const rows = await db
    .select({ key: sql<string>`${rosters.file}->>'key'` })
    .from(rosters)
    .where(sql`${rosters.file}->>'key' is not null`)
  let waiting = 0
  for (const { key } of rows) {
    const sealed = await storage().get(key)
    if (sealed && !isUnderDataKey(sealed)) waiting++
  }
  return waiting
}
