import cluster from 'node:cluster'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import { prepareAppRole } from './db/app-role'
import { Availability } from './db/availability'
import { closeDb, db, openDb } from './db/client'
import { DataInUse, startEmbedded } from './db/embedded'
import { migrateUp } from './db/migrate'
import { demoGroups, demoPeople, demoStaffNames, seedDemo } from './db/seed'
import { demoPassword } from './db/seed/people'
import { readinessLines, refuseNamelessIssuer } from './lib/admin/readiness'
import { jobHandlers } from './lib/job-handlers'
import { progressHandler } from './lib/learning/progress-handler'
import { checkGateways } from './lib/payments/check-gateways'
import { gateways } from './lib/payments/gateways/registry'
import { answerHandler } from './lib/quiz/answer-handler'
import { openBooks } from './lib/sandbox-bank/books'
import { compress } from './lib/shared/compression'
import { fillEmptyPage } from './lib/shared/empty-page'
import { env } from './lib/shared/env'
import { dropWhatCannotBeRead, needsDatabase, refusalAtTheDoor, unavailable } from './lib/shared/front-door'
import { prepareJobs, startJobs } from './lib/shared/jobs'
import { checkKeys } from './lib/shared/key-check'
import { log } from './lib/shared/log'
import { setPageHeaders } from './lib/shared/page-headers'
import { answerPlain } from './lib/shared/plain-page'
import { setSafetyHeaders } from './lib/shared/safety-headers'
import { limitServer, serverOptions } from './lib/shared/server-limits'
import { SettingError } from './lib/shared/setting-error'
import { stopWhenAsked } from './lib/shared/stop-when-asked'

const dev = process.argv.includes('dev')
const stops: (() => Promise<void>)[] = []
const database = new Availability(
  () => db().$client.unsafe('select 1'),
  (available) => (available ? log().info('the database answers again') : log().error('the database does not answer: 503 until it does')),
)
const open = (url: string, max?: number) => openDb(url, max, () => database.doubt())

async function tellOfGateways(): Promise<void> {
  for (const line of await checkGateways(() => new Date())) log().warn(line)
}

/** Sets the house up: database, schema, demo, job queue. Done once, by the first process. */
async function prepare(): Promise<string> {
  const { mode, databaseUrl, dataDir } = env()
  for (const line of await readinessLines()) log().warn(line)
  let url = databaseUrl
  if (!url) {
    const embedded = await startEmbedded(`${dataDir}/postgres`, undefined, (news, error) =>
      log().error({ err: error }, newsOfEmbedded[news]),
    )
    stops.push(embedded.stop)
    url = embedded.url
  }
  await migrateUp(url)
  await prepareJobs(url)
  const asPortal = await prepareAppRole(url)
  if (!asPortal) log().warn('the role xueshi_app cannot be made by this database user: see “The audit log” in docs/operators.md')
  url = asPortal ?? url
  open(url)
  stops.push(closeDb)
  if (mode === 'demo') openBooks(url)
  await checkKeys(db())
  await refuseNamelessIssuer({ actor: { kind: 'system' }, now: new Date(), db: db() })
  if (mode === 'demo') await seedDemo({ actor: { kind: 'system' }, now: new Date(), db: db() })
  stops.push(await startJobs(url, jobHandlers(db())))
  void tellOfGateways() // nobody waits for them
  return url
}

/** Serves pages by Next and, in front of it, the two writes that come every few seconds from everyone who learns. */
async function serve(url: string): Promise<void> {
  const { host, port, concurrency } = env()
  open(url, Math.max(3, Math.min(10, Math.floor(80 / concurrency)))) // PostgreSQL takes a hundred connections unless told otherwise
  if (env().mode === 'demo') openBooks(url)
  if (cluster.isWorker) await checkKeys(db())
  const app = next({ dev, hostname: host, port })
  await app.prepare()
  const pages = app.getRequestHandler()
  const paidAt = gateways().flatMap(({ origins }) => origins)
  const hot: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>> = {
    'POST /api/progress': progressHandler(db()),
    'POST /api/answers': answerHandler(db()),
  }
  const server = createServer(serverOptions, (request, response) => {
    setSafetyHeaders(request, response)
    const handler = hot[`${request.method} ${request.url}`]
    if (handler) return void handler(request, response).catch((error) => fail(error, response))
    const refusal = refusalAtTheDoor(request)
    if (refusal) return answerPlain(request, response, refusal)
    if (!database.available && needsDatabase(request.url!)) return answerPlain(request, response, unavailable)
    dropWhatCannotBeRead(request, env().trustProxy)
    request.headers['x-client-address'] = clientAddress(request)
    request.headers['x-path'] = request.url // whatever the client says; of pages setPageHeaders says it again
    setPageHeaders(request, response, { dev, paidAt })
    compress(request, response)
    fillEmptyPage(response)
    pages(request, response).catch((error) => fail(error, response))
  })
  limitServer(server)
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

const newsOfEmbedded = {
  lost: 'the embedded PostgreSQL is gone and is started again',
  failed: 'the embedded PostgreSQL could not be started again, see its log',
  back: 'the embedded PostgreSQL is back',
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

stopWhenAsked(shutDown)

// A query of the job queue that breaks off with its connection, say: told, and no reason to end the process that everybody uses.
process.on('unhandledRejection', (error) => log().error({ err: error }, 'a failure that nobody waited for'))

main().catch(async (error) => {
  if (error instanceof SettingError) console.error(`Setting ${error.message}`)
  else if (error instanceof DataInUse) console.error(`Setting DATA_DIR: ${error.message}`)
  else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') console.error(`Setting PORT: ${env().port} is in use by another program`)
  else console.error(error)
  await shutDown()
  process.exit(1)
})
