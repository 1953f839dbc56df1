import cluster from 'node:cluster'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import { closeDb, db, openDb } from './db/client'
import { DataInUse, startEmbedded } from './db/embedded'
import { migrateUp } from './db/migrate'
import { demoGroups, demoPeople, demoStaffNames, seedDemo } from './db/seed'
import { demoPassword } from './db/seed/people'
import { renewStaffSession } from './lib/identity/renew-session'
import { jobHandlers } from './lib/job-handlers'
import { progressHandler } from './lib/learning/progress-handler'
import { answerHandler } from './lib/quiz/answer-handler'
import { compress } from './lib/shared/compression'
import { env, SettingError } from './lib/shared/env'
import { prepareJobs, startJobs } from './lib/shared/jobs'
import { log } from './lib/shared/log'
import { setPageHeaders } from './lib/shared/page-headers'

const dev = process.argv.includes('dev')
const stops: (() => Promise<void>)[] = []

/** Sets the house up: database, schema, demo, job queue. Done once, by the first process. */
async function prepare(): Promise<string> {
  const { mode, databaseUrl, dataDir, sms } = env()
  if (!sms) log().warn('SMS_PROVIDER is not set: no codes are sent, registering, activating and recovering a password name the hotline')
  let url = databaseUrl
  if (!url) {
    const embedded = await startEmbedded(`${dataDir}/postgres`)
    stops.push(embedded.stop)
    url = embedded.url
  }
  await migrateUp(url)
  openDb(url)
  stops.push(closeDb)
  await prepareJobs(url)
  if (mode === 'demo') await seedDemo({ actor: { kind: 'system' }, now: new Date(), db: db() })
  stops.push(await startJobs(url, jobHandlers(db())))
  return url
}

/** Serves pages by Next and, in front of it, the two writes that come every few seconds from everyone who learns. */
async function serve(url: string): Promise<void> {
  const { host, port, concurrency } = env()
  openDb(url, Math.max(3, Math.min(10, Math.floor(80 / concurrency)))) // PostgreSQL takes a hundred connections unless told otherwise
  const app = next({ dev, hostname: host, port })
  await app.prepare()
  const pages = app.getRequestHandler()
  const hot: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>> = {
    'POST /api/progress': progressHandler(db()),
    'POST /api/answers': answerHandler(db()),
  }
  const server = createServer((request, response) => {
    const handler = hot[`${request.method} ${request.url}`]
    if (handler) return void handler(request, response).catch((error) => fail(error, response))
    request.headers['x-client-address'] = clientAddress(request)
    setPageHeaders(request, response, dev)
    renewStaffSession(request, response, new Date())
    compress(request, response)
    pages(request, response).catch((error) => fail(error, response))
  })
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  stops.push(
    async () => app.close(),
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 3000).unref()
      }),
  )
}

/** Never believed from the client itself; from a reverse proxy only when TRUST_PROXY says that there is one. */
function clientAddress(request: IncomingMessage): string {
  const forwarded = env().trustProxy ? request.headers['x-forwarded-for'] : undefined
  const last = String(forwarded ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  return last || request.socket.remoteAddress || 'unknown'
}

function fail(error: unknown, response: ServerResponse) {
  log().error({ err: error }, 'request failed')
  if (!response.headersSent) response.writeHead(500)
  response.end()
}

function announce() {
  const { mode, port, appUrl } = env()
  const lines = [`\n  学时 Xueshi is ready: ${mode === 'demo' ? `http://localhost:${port}` : appUrl}`]
  if (mode === 'demo') {
    lines.push(`\n  Demo accounts (身份证号, password ${demoPassword}):`)
    for (const { idNumber, name, stage } of demoPeople) lines.push(`    ${idNumber}  ${name.padEnd(6, '\u3000')} ${stage}`)
    lines.push('\n  集体 (/group/sign-in, the same password):')
    for (const { code, name, stage } of demoGroups) lines.push(`    ${code}  ${name} ${stage}`)
    lines.push(
      `\n  Staff: http://localhost:${port}/admin (${demoStaffNames.join(', ')}; same password), their codes: http://localhost:${port}/demo/authenticator`,
    )
    lines.push(`\n  Demo phone (SMS codes): http://localhost:${port}/demo/phone`)
  }
  console.log(`${lines.join('\n')}\n`)
}

async function shutDown(): Promise<void> {
  for (const stop of stops.reverse()) await stop().catch((error) => log().error({ err: error }, 'while stopping'))
}

/** One process, or a primary with workers: the primary keeps database and jobs, the workers share the port. */
async function main() {
  if (cluster.isWorker) return serve(process.env.XUESHI_WORKER_DATABASE!)
  const url = await prepare()
  const { concurrency } = env()
  if (concurrency === 1) await serve(url)
  else await startWorkers(url, concurrency)
  announce()
}

async function startWorkers(url: string, count: number): Promise<void> {
  let stopping = false
  const start = () => cluster.fork({ XUESHI_WORKER_DATABASE: url })
  const serving = new Set<number>()
  cluster.on('listening', ({ id }) => serving.add(id))
  stops.push(async () => {
    stopping = true
    await Promise.all(
      Object.values(cluster.workers ?? {}).map(
        (worker) =>
          new Promise<void>((resolve) => {
            worker?.once('exit', () => resolve())
            worker?.process.kill('SIGTERM')
          }),
      ),
    )
  })
  await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<void>((resolve, reject) => {
          const worker = start()
          worker.once('listening', () => resolve())
          worker.once('exit', () => serving.has(worker.id) || reject(new Error('a worker could not start, see above')))
        }),
    ),
  )
  cluster.on('exit', () => stopping || setTimeout(start, 1000))
}

// Supervisors and terminals signal a whole group, so the same wish arrives twice: only a later one means "at once".
let asked = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (asked && Date.now() - asked > 3000) process.exit(1)
    if (asked) return
    asked = Date.now()
    void shutDown().then(() => process.exit(0))
  })
}

main().catch(async (error) => {
  if (error instanceof SettingError) console.error(`Setting ${error.message}`)
  else if (error instanceof DataInUse) console.error(`Setting DATA_DIR: ${error.message}`)
  else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') console.error(`Setting PORT: ${env().port} is in use by another program`)
  else console.error(error)
  await shutDown()
  process.exit(1)
})
