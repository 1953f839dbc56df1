import { decrypt, encrypt } from '@/lib/shared/secrets'
import type { CheckedRow } from './rules'

/** A row as the database keeps it: it holds whole ID numbers and phones, so it is encrypted as they are. */
export const sealRow = (row: CheckedRow): string => encrypt(JSON.stringify(row))

export const openRow = (sealed: string): CheckedRow => JSON.parse(decrypt(sealed).toString())
