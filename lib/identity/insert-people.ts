import { sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import type { Ctx } from '@/lib/shared/context'
import { encrypt } from '@/lib/shared/secrets'
import { sqlArray } from '@/lib/shared/sql-array'
import type { DocumentKind } from './documents'
import { maskIdNumber } from './rules'

export type NewPerson = {
  name: string
  documentKind: DocumentKind
  idNumber: string
  /** idNumberIndex of the number. */
  index: string
  phone: string | null
  employer: string | null
  regionCode: string | null
  technicalGrade: string | null
}

/**
 * Makes accounts that wait to be activated by SMS, without a password. Each person appears once, in the order of the indexes: so two who
 * do this at once meet in one order.
 * @returns the indexes of those who were inserted; the others have an account already, which stays as it is
 */
export async function insertPeople(tx: Ctx, people: NewPerson[]): Promise<Set<string>> {
  if (!people.length) return new Set()
  const column = (read: (person: NewPerson) => string | null, type: 'text' | 'uuid' | 'document_kind' = 'text') =>
    sqlArray(people.map(read), type)
  // One statement: whoever has registered first keeps their row, and no account is opened beside it. Foreign keys are checked at its end.
  const rows = await tx.db.execute<{ id_number_index: string }>(sql`
    with added as (
      insert into trainees (id, name, document_kind, id_number_cipher, id_number_index, id_number_masked, phone, employer, region_code,
        technical_grade, created_at)
      select given.*, ${tx.now.toISOString()}::timestamptz from unnest(
        ${column(() => uuidv7(), 'uuid')},
        ${column(({ name }) => name)},
        ${column(({ documentKind }) => documentKind, 'document_kind')},
        ${column(({ idNumber }) => encrypt(idNumber))},
        ${column(({ index }) => index)},
        ${column(({ idNumber }) => maskIdNumber(idNumber))},
        ${column(({ phone }) => phone)},
        ${column(({ employer }) => employer)},
        ${column(({ regionCode }) => regionCode)},
        ${column(({ technicalGrade }) => technicalGrade)}
      ) as given
      on conflict (id_number_index) do nothing
      returning id, id_number_index
    ), opened as (
      insert into accounts (id, must_activate, created_at) select id, true, ${tx.now.toISOString()}::timestamptz from added
    )
    select id_number_index from added`)
  return new Set([...rows].map((row) => row.id_number_index))
}
