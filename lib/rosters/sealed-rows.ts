import { decrypt, encrypt } from '@/lib/shared/secrets'
import type { Column } from './columns'
import type { CheckedRow } from './rules'

/** A row of a draft, with what was typed on the screen since the upload. */
export type DraftRow = CheckedRow & { edited?: Partial<Record<Column, string>> }

/** A row as the database keeps it: it holds whole ID numbers and phones, so it is encrypted as they are. */
export const sealRow = (row: DraftRow): string => encrypt(JSON.stringify(row))

export const openRow = (sealed: string): DraftRow => JSON.parse(decrypt(sealed).toString())

/** Differs each time a row is sealed: whoever changes a row says which one was seen. */
export const versionOf = (sealed: string): string => sealed.slice(0, 16)
