import { getTableColumns } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { media } from '@/db/schema/catalog'
import { corrections, enterprises, registrationDrafts, staff, trainees } from '@/db/schema/identity'
import { phoneChanges } from '@/db/schema/phones'
import { rosterRows } from '@/db/schema/rosters'
import { smsMessages } from '@/db/schema/sms-messages'

/**
 * Every encrypted column of the database: what it is called in a ciphertext's binding, where it stands, and by what its row is named, in
 * this order. `before`: what stood there before the column was encrypted, and still does where keys:rotate has not been. Keys are changed by this list (lib/rotate-keys.ts), so nothing is encrypted that is not in it.
 */
export const encryptedColumns = {
  'trainees.id_number_cipher': { table: trainees, cipher: 'idNumberCipher', key: ['id'] },
  'trainees.phone': { table: trainees, cipher: 'phoneCipher', key: ['id'], before: 'plain' },
  'enterprises.phone': { table: enterprises, cipher: 'phoneCipher', key: ['id'], before: 'plain' },
  'phone_changes.phone': { table: phoneChanges, cipher: 'phoneCipher', key: ['accountId', 'id'], before: 'plain' },
  'sms_messages.phone': { table: smsMessages, cipher: 'phoneCipher', key: ['id'] },
  'corrections.value_cipher': { table: corrections, cipher: 'valueCipher', key: ['traineeId', 'id'] },
  'registration_drafts.data_cipher': { table: registrationDrafts, cipher: 'dataCipher', key: ['id'] },
  'staff.totp_cipher': { table: staff, cipher: 'totpCipher', key: ['id'] },
  'staff.recovery_cipher': { table: staff, cipher: 'recoveryCipher', key: ['id'] },
  'media.key_cipher': { table: media, cipher: 'keyCipher', key: ['id'] },
  'roster_rows.data_cipher': { table: rosterRows, cipher: 'dataCipher', key: ['enterpriseId', 'rosterId', 'row'] },
} as const

export type EncryptedColumn = keyof typeof encryptedColumns

/** What names a row of it. */
export type RowOf<C extends EncryptedColumn> = Readonly<Record<(typeof encryptedColumns)[C]['key'][number], string | number>>

/** The columns themselves, for who goes through all of them. */
export function placesOf(column: EncryptedColumn): { table: PgTable; cipher: PgColumn; key: Record<string, PgColumn> } {
  const { table, cipher, key } = encryptedColumns[column]
  const own = getTableColumns(table as PgTable)
  return { table, cipher: own[cipher]!, key: Object.fromEntries(key.map((name) => [name, own[name]!])) }
}
