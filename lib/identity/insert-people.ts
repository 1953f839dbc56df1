import { sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { trainees } from '@/db/schema/identity'
import { blindIndex, isChangingKey } from '@/lib/shared/blind-index'
import { encryptColumn } from '@/lib/shared/ciphers'
import type { Ctx } from '@/lib/shared/context'

import { sqlArray } from '@/lib/shared/sql-array'
import type { DocumentKind } from './documents'
import { indexesOf, lockIdNumbers } from './queries'
import { maskIdNumber } from './rules'

type Numbered = NewPerson & { id: string }

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
export async function insertPeople(tx: Ctx, given: NewPerson[]): Promise<Set<string>> {
  const absent = await withoutPrevious(tx, given)
  if (!absent.length) return new Set()
  const people = absent.map((person): Numbered => ({ ...person, id: uuidv7() })) // the ciphertext is bound to it
  const column = (read: (person: Numbered) => string | null, type: 'text' | 'uuid' | 'document_kind' = 'text') =>
    sqlArray(people.map(read), type)
  // One statement: whoever has registered first keeps their row, and no account is opened beside it. Foreign keys are checked at its end.
  const rows = await tx.db.execute<{ id_number_index: string }>(sql`
    with added as (
      insert into trainees (id, name, document_kind, id_number_cipher, id_number_index, id_number_masked, phone, phone_index, employer, region_code,
        technical_grade, created_at)
      select given.*, ${tx.now.toISOString()}::timestamptz from unnest(
        ${column(({ id }) => id, 'uuid')},
        ${column(({ name }) => name)},
        ${column(({ documentKind }) => documentKind, 'document_kind')},
        ${column((person) => encryptColumn('trainees.id_number_cipher', person, person.idNumber))},
        ${column(({ index }) => index)},
        ${column(({ idNumber }) => maskIdNumber(idNumber))},
        ${column(({ id, phone }) => phone && encryptColumn('trainees.phone', { id }, phone))},
        ${column(({ phone }) => phone && blindIndex('phone', phone))},
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

/** While DATA_KEY is being changed: those who do not stand under the key before it. */
async function withoutPrevious(tx: Ctx, given: NewPerson[]): Promise<NewPerson[]> {
  if (!isChangingKey()) return given
  await lockIdNumbers(tx)
  const indexes = indexesOf(given.map(({ idNumber }) => idNumber))
  const rows = await tx.db
    .select({ index: trainees.idNumberIndex })
    .from(trainees)
    .where(sql`${trainees.idNumberIndex} = any(${sqlArray([...indexes.keys()], 'text')})`)
  const there = new Set(rows.map(({ index }) => indexes.get(index)))
  return given.filter(({ index }) => !there.has(index))
}
