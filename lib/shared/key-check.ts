import { eq, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { locks } from '@/db/locks'
import { dataKeys as known } from '@/db/schema/keys'
import { decryptWith, encryptWith } from './aes-gcm'
import { decryptColumn, readLegacyCiphers } from './ciphers'
import { type EncryptedColumn, encryptedColumns, placesOf } from './encrypted-columns'
import { type DataKey, dataKeys } from './keys'
import { SettingError } from './setting-error'

type Known = typeof known.$inferSelect
type Sample = { column: EncryptedColumn; row: Record<string, string>; cipher: string }

const setKeys = () => Object.values(dataKeys()).filter((key): key is DataKey => key !== null)

/**
 * Whether DATA_KEY is this database's, before anything is read or written with it: asked at start by every process. The first start
 * writes down what only that key opens; a new key is taken in beside the one before it.
 * @param takeIn false: only keys that a portal has started with will do
 * @throws SettingError with a line that names the setting
 */
export async function checkKeys(db: Db, { takeIn = true } = {}): Promise<void> {
  const legacy = await db.transaction(async (tx) => {
    await lockKeys(tx as Db)
    const rows = await tx.select().from(known)
    const stranger = rows.find((row) => !setKeys().some((key) => opens(key, row)))
    if (stranger) throw new SettingError(refusalOf(stranger))
    if (rows.some(({ id }) => id === dataKeys().current.id)) return rows.some((row) => row.legacy)
    if (!takeIn)
      throw new SettingError('DATA_KEY: start the portal with this key first, everywhere, and the one before it as DATA_KEY_PREVIOUS')
    const samples = rows.length ? [] : await readSamples(tx as Db)
    readLegacyCiphers(true)
    if (!samples.every(isOurs)) throw new SettingError('DATA_KEY: this database was written with another key')
    const added = samples.length ? setKeys() : [dataKeys().current] // which of two wrote them is not to be seen
    await tx.insert(known).values(added.map((key) => ({ id: key.id, proof: proofOf(key), legacy: samples.length > 0, since: sql`now()` })))
    return samples.length > 0 || rows.some((row) => row.legacy)
  })
  readLegacyCiphers(legacy)
}

/** Of those that start together one is the first. */
export const lockKeys = (tx: Db) => tx.execute(sql`select pg_advisory_xact_lock(${locks.keys})`)

const proofOf = (key: DataKey) => encryptWith(key.check, 'xueshi', key.id)

function opens(key: DataKey, { id, proof }: Known): boolean {
  if (key.id !== id) return false
  try {
    return decryptWith(key.check, proof, id).toString() === 'xueshi'
  } catch {
    return false
  }
}

/** One of each encrypted column of a database from before keys were written down. */
async function readSamples(tx: Db): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const column of Object.keys(encryptedColumns) as EncryptedColumn[]) {
    const { table, cipher, key } = placesOf(column)
    const [found] = await tx
      .select({ ...key, cipher })
      .from(table)
      .where(ne(cipher, ''))
      .limit(1)
    if (found) samples.push({ column, row: found as Sample['row'], cipher: String(found.cipher) })
  }
  return samples
}

function isOurs({ column, row, cipher }: Sample): boolean {
  try {
    decryptColumn(column, row as never, cipher as never)
    return true
  } catch {
    return false
  }
}

const refusalOf = ({ id }: Known): string =>
  dataKeys().previous
    ? `DATA_KEY_PREVIOUS: something is still encrypted with the key ${id}, which is neither this one nor DATA_KEY`
    : `DATA_KEY: this database is encrypted with another key (${id}); to change it, set that one as DATA_KEY_PREVIOUS beside the new one`

/** Everything is under DATA_KEY now: other keys are no longer asked for, and ciphertexts without a key id no longer read from the next start. */
export async function forgetOtherKeys(tx: Db): Promise<void> {
  const { id } = dataKeys().current
  await tx.delete(known).where(ne(known.id, id))
  await tx.update(known).set({ legacy: false }).where(eq(known.id, id))
}
