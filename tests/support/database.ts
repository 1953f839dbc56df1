import postgres from 'postgres'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeDb, openDb } from '@/db/client'
import { stopPdf } from '@/lib/shared/pdf'

// The settings of a demo, with storage and secrets under the run's own folder.
process.env.DATA_DIR = inject('dataDir')
process.env.LOG_LEVEL = 'silent'

const template = inject('databaseUrl')
const name = `t_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
const urlOf = (database: string) => template.replace(/\/template$/, `/${database}`)

async function asOwner(statement: string) {
  const sql = postgres(urlOf('postgres'), { max: 1, onnotice: () => {} })
  await sql.unsafe(statement)
  await sql.end()
}

beforeAll(async () => {
  await asOwner(`create database ${name} template template`)
  openDb(urlOf(name))
})

afterAll(async () => {
  await stopPdf()
  await closeDb()
  await asOwner(`drop database ${name} with (force)`)
})
