import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { embeddedUrl } from '@/db/embedded'
import { startBareApp } from './bare-app'
import { type Server, startServer } from './server-process'

/** What every part finds: the portal as `npm start` runs it, with its demo data, and the database under it. */
export type Setup = {
  portal: Server
  databaseUrl: string
  sql: postgres.Sql
  /** The page to compare with; built and started when first asked for. */
  bareApp: () => Promise<Server>
  /** How long to measure: what --seconds says, or else the part's own figure. */
  seconds: (usual: number) => number
  tearDown: () => Promise<void>
}

/** A temporary folder, and in it the data of a portal that is started here. */
export async function setUp(seconds: number | null): Promise<Setup> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-bench-'))
  const stops: (() => Promise<unknown>)[] = [async () => fs.rmSync(directory, { recursive: true, force: true, maxRetries: 3 })]
  const tearDown = async () => {
    for (const stop of stops.splice(0).reverse()) await stop().catch((error) => console.error('while stopping:', error))
  }
  try {
    applyOwnSettings(path.join(directory, 'data'))
    const portal = await startServer('build/server.mjs', { log: path.join(directory, 'portal.log'), answersAt: '/api/health' })
    process.env.PORT = new URL(portal.origin).port // where its bank answers
    stops.push(portal.stop)
    const url = embeddedUrl(path.join(directory, 'data/postgres'))
    const sql = postgres(url, { max: 2, onnotice: () => {} })
    stops.push(() => sql.end({ timeout: 5 }))
    let bare: Promise<Server> | undefined
    const bareApp = () => {
      bare ??= startBareApp(url, directory, (end) => stops.push(end))
      return bare
    }
    return { portal, databaseUrl: url, sql, bareApp, seconds: (usual) => seconds ?? usual, tearDown }
  } catch (error) {
    await tearDown()
    throw error
  }
}

/** A demo of its own, whatever the environment says: nobody's real database is measured by accident. */
function applyOwnSettings(dataDir: string) {
  for (const name of ['DATABASE_URL', 'AUTH_SECRET', 'DATA_KEY', 'APP_URL', 'TRUST_PROXY']) delete process.env[name]
  Object.assign(process.env, { DATA_DIR: dataDir, HOST: '127.0.0.1', LOG_LEVEL: 'warn', ROSTER_CHECKS_A_DAY: '100000' })
}
