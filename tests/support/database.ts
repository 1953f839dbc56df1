import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, inject, vi } from 'vitest'
import { closeDb, openDb } from '@/db/client'
import { closeBooks, openBooks } from '@/lib/sandbox-bank/books'
import { stopPdf } from '@/lib/shared/pdf'
import { openBankLine } from './bank-line'
import { setDatabaseClock } from './stopped-clock'

// The settings of a demo, with storage and secrets under the run's own folder.
process.env.DATA_DIR = inject('dataDir')
process.env.LOG_LEVEL = 'silent'
process.env.PORT = String(await openBankLine())

// Time passes when a test says so, in the database as well.
vi.mock('@/lib/learning/database-clock', () => import('./stopped-clock'))
afterEach(() => setDatabaseClock(null))

const template = inject('databaseUrl')
const name = `t_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
const urlOf = (database: string, as = template) => as.replace(/\/template(?=\?|$)/, `/${database}`)

async function onServer(statement: string, database = 'postgres') {
  const sql = postgres(urlOf(database), { max: 1, onnotice: () => {} })
  await sql.unsafe(statement)
  await sql.end()
}

export const ownerUrl = () => urlOf(name)

/** Runs statements as the owner of the tables, who may do what the portal may not. */
export const asOwner = (statements: string) => onServer(statements, name)

beforeAll(async () => {
  await onServer(`create database ${name} template template`)
  process.env.TEST_DATABASE = urlOf(name, inject('portalUrl'))
  openDb(process.env.TEST_DATABASE) // as the running portal: nothing in it may need more
  openBooks(process.env.TEST_DATABASE)
})

afterAll(async () => {
  await stopPdf()
  await closeBooks()
  await closeDb()
  await onServer(`drop database ${name} with (force)`)
})
