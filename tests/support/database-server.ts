import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { prepareAppRole } from '@/db/app-role'
import { startEmbedded } from '@/db/embedded'
import { migrateUp } from '@/db/migrate'
import { prepareJobs } from '@/lib/shared/jobs'
import { bundlePrograms } from '../../scripts/build.mjs'

/** One real PostgreSQL for the whole run; each test file gets a database copied from the migrated template. */
export default async function setup(project: TestProject) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-tests-'))
  process.env.DATA_DIR = directory
  const server = await startEmbedded(path.join(directory, 'postgres'), 'template')
  await forgetSafely(server.url)
  await migrateUp(server.url)
  await prepareJobs(server.url)
  const portalUrl = await prepareAppRole(server.url)
  if (!portalUrl) throw new Error('the role of the portal could not be made')
  await bundlePrograms() // the PDF worker is a program of its own
  project.provide('databaseUrl', server.url)
  project.provide('portalUrl', portalUrl)
  project.provide('dataDir', directory)
  return async () => {
    await server.stop()
    fs.rmSync(directory, { recursive: true, force: true })
  }
}

/** Nothing of it outlives the run, so nothing has to reach the disk. */
async function forgetSafely(url: string) {
  const sql = postgres(url, { max: 1 })
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) await sql.unsafe(`alter system set ${setting} = off`)
  await sql`select pg_reload_conf()`
  await sql.end()
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the owner of the tables. */
    databaseUrl: string
    /** The same as the role that the running portal has. */
    portalUrl: string
    dataDir: string
  }
}
