import { eq, or, type SQL, sql } from 'drizzle-orm'
import { enterprises, trainees } from '@/db/schema/identity'
import { hasPhone } from '@/lib/identity/phones'
import { hasIdNumber } from '@/lib/identity/queries'
import { recognise } from './people-query'

/** More than so many of one name are not told apart by it. */
export const namesakes = 100

/** Trainees whom a text names by their whole name, ID number or phone; nobody for what is none of these. */
export function isPersonNamed(typed: string): SQL {
  const asked = recognise(typed)
  if (asked.kind === 'id_number') return hasIdNumber(asked.idNumber)
  if (asked.kind === 'phone') return hasPhone(asked.phone)
  if (asked.kind !== 'name') return sql`false`
  // By its characters, which have an index; whole names only.
  return sql`string_to_array(lower(${trainees.name}), null) @> string_to_array(${asked.name.toLowerCase()}, null) and ${trainees.name} = ${asked.name}`
}

/** Enterprises whom a text names by their whole name or 统一社会信用代码. */
export const isEnterpriseNamed = (typed: string): SQL => or(eq(enterprises.name, typed), eq(enterprises.code, typed.toUpperCase()))!
