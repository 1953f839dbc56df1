import { type SQL, sql } from 'drizzle-orm'

/** A column of values as one parameter, for `unnest`: the statement stays the same however many there are. */
export function sqlArray(
  values: (string | number | null)[],
  type: 'text' | 'uuid' | 'smallint' | 'integer' | 'date' | 'document_kind',
): SQL {
  const items = values.map((value) => (value === null ? 'NULL' : `"${String(value).replace(/["\\]/g, '\\$&')}"`))
  return sql`${sql.param(`{${items.join(',')}}`)}::${sql.raw(type)}[]`
}
