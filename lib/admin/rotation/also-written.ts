import { idNumberIndex } from '@/lib/identity/queries'
import { keysOf } from '@/lib/rosters/draft-rows'
import { unpackRow } from '@/lib/rosters/sealed-rows'
import { blindIndex } from '@/lib/shared/blind-index'
import type { EncryptedColumn } from '@/lib/shared/encrypted-columns'

/** Columns beside a ciphertext that were made with the same key, by their names in the database. */
export type Written = Record<
  string,
  { value: string | null; type: 'text' | 'integer[]' /** Null stays null: nobody looks for such a row. */; unlessNull?: true }
>

/** Blind indexes change with the key, in the same statement: under which key a row is found is said by its ciphertext. */
export const alsoWritten: Partial<Record<EncryptedColumn, (value: Buffer, row: Record<string, string | number>) => Written>> = {
  'trainees.id_number_cipher': (value) => ({ id_number_index: { value: idNumberIndex(value.toString()), type: 'text' } }),
  'trainees.phone': (value) => ({ phone_index: { value: blindIndex('phone', value.toString()), type: 'text' } }),
  'sms_messages.phone': (value) => ({ phone_index: { value: blindIndex('phone', value.toString()), type: 'text' } }),
  'roster_rows.data_cipher': (value, { enterpriseId }) => ({
    keys: { value: `{${keysOf(String(enterpriseId), unpackRow(value)).join()}}`, type: 'integer[]', unlessNull: true },
  }),
}
