import type { trainees } from '@/db/schema/identity'
import type { rosterRows } from '@/db/schema/rosters'
import { openRow } from '@/lib/rosters/sealed-rows'
import { decryptColumn } from '@/lib/shared/ciphers'

/** What stands encrypted in a row. */
export const idNumberOf = (person: Pick<typeof trainees.$inferSelect, 'id' | 'idNumberCipher'>) =>
  decryptColumn('trainees.id_number_cipher', person, person.idNumberCipher).toString()

type StoredRow = Pick<typeof rosterRows.$inferSelect, 'enterpriseId' | 'rosterId' | 'row' | 'dataCipher'>
export const rowOf = (row: StoredRow) => openRow(row, row)
