import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Cipher } from '@/db/columns'
import { trainees } from '@/db/schema/identity'
import { blindIndex, blindIndexes } from '@/lib/shared/blind-index'
import { decryptColumn, encryptColumn, readsLegacyCiphers } from '@/lib/shared/ciphers'
import { hmac } from '@/lib/shared/secrets'

/* Phones are encrypted where they are kept, as ID numbers are; a trainee is found by the whole phone under a blind index. */

/** Part of a query that selects a trainee's phone. */
export const traineePhone = { phoneCipher: trainees.phoneCipher }
type OfTrainee = { id: string; phoneCipher: Cipher<'trainees.phone'> | null }

export const phoneOf = ({ id, phoneCipher }: OfTrainee): string | null =>
  phoneCipher && decryptColumn('trainees.phone', { id }, phoneCipher).toString()

/** A row with its phone opened. */
export function withPhone<R extends OfTrainee>(row: R): Omit<R, 'phoneCipher'> & { phone: string | null } {
  const { phoneCipher: _, ...rest } = row
  return { ...rest, phone: phoneOf(row) }
}

/** What to write for a trainee. */
export const storedPhone = (id: string, phone: string | null) => ({
  phoneCipher: phone === null ? null : encryptColumn('trainees.phone', { id }, phone),
  phoneIndex: phone === null ? null : blindIndex('phone', phone),
})

/** Those whose phone it is. Rows from before phones were encrypted have no index and stand as they are, until keys:rotate has been through. */
export function hasPhone(phone: string): SQL {
  const indexed = inArray(trainees.phoneIndex, blindIndexes('phone', phone))
  if (!readsLegacyCiphers()) return indexed
  return or(indexed, and(eq(trainees.phoneCipher, phone as Cipher<'trainees.phone'>), sql`${trainees.phoneCipher} not like 'v1.%'`))!
}

type OfEnterprise = { id: string; phoneCipher: Cipher<'enterprises.phone'> }
export const enterprisePhoneOf = ({ id, phoneCipher }: OfEnterprise): string =>
  decryptColumn('enterprises.phone', { id }, phoneCipher).toString()
export const storedEnterprisePhone = (id: string, phone: string) => ({ phoneCipher: encryptColumn('enterprises.phone', { id }, phone) })

/** What a code was sent to, as it is counted and found: nothing more of it is needed. Those of `nobody` stay as they are. */
export const recipientKey = (recipient: string): string => (recipient.startsWith('nobody:') ? recipient : hmac('sms-recipient', recipient))
