import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { cipherPrefix, decryptColumn, encryptColumn } from '@/lib/shared/ciphers'
import { type EncryptedColumn, encryptedColumns } from '@/lib/shared/encrypted-columns'
import { log } from '@/lib/shared/log'
import { alsoWritten, type Written } from './also-written'

type Key = Record<string, string | number>
type Row = Key & { cipher: string }
export type Told = { done: number; unreadable: number }

/** So many rows are locked at a time: some milliseconds. */
const atOnce = 200

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const list = (parts: SQL[], between = sql`, `) => sql.join(parts, between)

/** A column as SQL: its table, itself, and what names a row. */
function sqlOf(column: EncryptedColumn) {
  const [table, cipher] = column.split('.') as [string, string]
  const key = encryptedColumns[column].key.map((name) => ({
    name,
    column: sql.identifier(snake(name)),
    type: sql.raw(name === 'row' ? 'integer' : 'uuid'),
  }))
  return { table: sql.identifier(table), cipher: sql.identifier(cipher), key }
}

/** Not under DATA_KEY: by the key id that stands in each, so nothing else remembers how far it has come. */
const waiting = (cipher: SQL | ReturnType<typeof sql.identifier>) =>
  sql`${cipher} is not null and not starts_with(${cipher}, ${cipherPrefix()})`

export async function countWaiting(db: Db, column: EncryptedColumn): Promise<number> {
  const { table, cipher } = sqlOf(column)
  const [row] = await db.execute<{ n: number }>(sql`select count(*)::int as n from ${table} where ${waiting(cipher)}`)
  return row!.n
}

/**
 * Goes once through the rows of a column that are not under DATA_KEY. Rows that somebody else holds are left for the next time: nobody
 * waits here, so nobody waits for it longer than for a batch.
 */
export async function rotateColumn(db: Db, column: EncryptedColumn, onDone: (told: Told) => void): Promise<Told> {
  const told = { done: 0, unreadable: 0 }
  let last: Row | undefined
  for (;;) {
    const rows = await db.transaction(async (tx) => {
      const some = await lockSome(tx as Db, column, last)
      const anew = some.flatMap((row) => encryptAnew(column, row) ?? [])
      told.unreadable += some.length - anew.length
      if (anew.length) await write(tx as Db, column, anew)
      told.done += anew.length
      return some
    })
    if (!rows.length) return told
    last = rows.at(-1)
    onDone(told)
  }
}

async function lockSome(tx: Db, column: EncryptedColumn, last: Row | undefined): Promise<Row[]> {
  const { table, cipher, key } = sqlOf(column)
  const names = list(key.map((part) => sql`${part.column}`))
  const from = last ? sql` and (${names}) > (${list(key.map(({ name, type }) => sql`${last[name]}::${type}`))})` : sql``
  const rows = await tx.execute<Row>(sql`
    select ${list(key.map((part) => sql`${part.column} as ${sql.identifier(part.name)}`))}, ${cipher} as cipher
    from ${table} where ${waiting(cipher)}${from} order by ${names} limit ${sql.raw(String(atOnce))} for update skip locked`)
  return [...rows]
}

type Anew = { row: Row; cipher: string; also: Written }

/** Null, and said, for what no key that is set opens. */
function encryptAnew(column: EncryptedColumn, row: Row): Anew | null {
  try {
    const value = decryptColumn(column, row as never, row.cipher as never)
    return { row, cipher: encryptColumn(column, row as never, value), also: alsoWritten[column]?.(value, row) ?? {} }
  } catch (error) {
    const { cipher: _, ...key } = row
    log().error({ err: error, column, key }, 'cannot be read')
    return null
  }
}

async function write(tx: Db, column: EncryptedColumn, rows: Anew[]): Promise<void> {
  const { table, cipher, key } = sqlOf(column)
  const others = Object.keys(rows[0]!.also)
  const values = rows.map(({ row, cipher: text, also }) => [
    ...key.map(({ name }) => row[name]!),
    text,
    ...others.map((name) => also[name]!.value),
  ])
  const types = [...key.map(({ type }) => type), sql.raw('text'), ...others.map((name) => sql.raw(rows[0]!.also[name]!.type))]
  const names = [...key.map((part) => sql`${part.column}`), sql`cipher`, ...others.map((name) => sql`${sql.identifier(name)}`)]
  await tx.execute(sql`
    update ${table} set ${list([sql`${cipher} = given.cipher`, ...others.map((name) => sql`${sql.identifier(name)} = ${rows[0]!.also[name]!.unlessNull ? sql`case when ${table}.${sql.identifier(name)} is null then null else given.${sql.identifier(name)} end` : sql`given.${sql.identifier(name)}`}`)])}
    from (values ${list(values.map((row) => sql`(${list(row.map((value, i) => sql`${value}::${types[i]!}`))})`))}) as given (${list(names)})
    where ${list(
      key.map((part) => sql`${table}.${part.column} = given.${part.column}`),
      sql` and `,
    )}`)
}
