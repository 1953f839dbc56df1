import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { inject } from 'vitest'
import { migrateUp } from '@/db/migrate'

/** The migrations as far as this one. */
function until(tag: string): string {
  const to = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-drizzle-'))
  fs.cpSync('drizzle', to, { recursive: true })
  const journal = path.join(to, 'meta/_journal.json')
  const { entries, ...rest } = JSON.parse(fs.readFileSync(journal, 'utf8')) as { entries: { tag: string }[] }
  const last = entries.findIndex((entry) => entry.tag === tag)
  fs.writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, last + 1) }))
  return to
}

/** A database of an earlier version, as its last migration left it; `migrate` brings it to this one. */
export async function aDatabaseOf(tag: string) {
  const name = `m_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
  const at = (database: string) => inject('databaseUrl').replace(/\/template(?=\?|$)/, `/${database}`)
  const onServer = async (statement: string) => {
    const server = postgres(at('postgres'), { max: 1 })
    await server.unsafe(statement)
    await server.end()
  }
  await onServer(`create database ${name}`)
  const folder = until(tag)
  await migrateUp(at(name), folder)
  const sql = postgres(at(name), { max: 1, onnotice: () => {} })
  return {
    sql,
    migrate: (to?: string) => migrateUp(at(name), to && until(to)),
    async drop() {
      await sql.end()
      await onServer(`drop database ${name} with (force)`)
      fs.rmSync(folder, { recursive: true })
    },
  }
}
