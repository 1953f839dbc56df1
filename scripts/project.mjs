// What start, test and bench share: installing what is missing, finding the runtime, knowing whether the tree changed.
// Only Node's own modules: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(fileURLToPath(import.meta.url), '../..')
const at = (...parts) => path.join(root, ...parts)

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program to its end, in the root. A signal is passed on: a supervisor sends it to the first process alone. Ctrl-C reaches the whole group,
 * so that it arrives twice. @returns the exit code
 */
export function runToEnd(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    for (const signal of endings) process.on(signal, pass)
    child.once('error', reject)
    child.once('exit', (code) => {
      for (const signal of endings) process.off(signal, pass)
      resolve(code ?? 1)
    })
  })
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 9)) return
  console.error(`Node ${process.versions.node} is too old: install Node 20.9 or newer`)
  process.exit(1)
}

/** Runs `npm ci` when node_modules is not what the lock file says. `development` adds what only tests need. */
export async function install({ development }) {
  const lock = createHash('sha1')
    .update(fs.readFileSync(at('package-lock.json')))
    .digest('hex')
  const stamp = at('node_modules/.xueshi-installed')
  const installed = fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : ''
  if (installed === `${lock} all` || (!development && installed === `${lock} production`)) return
  console.log('Installing packages …')
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(development ? [] : ['--omit=dev'])]
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const status = await runToEnd(npm, args, { shell: process.platform === 'win32', env: { ...process.env, NODE_ENV: '' } })
  if (status) process.exit(status)
  fs.writeFileSync(stamp, `${lock} ${development ? 'all' : 'production'}`)
}

/** The newer Node that a package brings, where it could be had: half the processor time of Node 20. */
export function runtime() {
  const brought = at('node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  return fs.existsSync(brought) && spawnSync(brought, ['--version']).status === 0 ? brought : process.execPath
}

const sources = [
  'app',
  'components',
  'lib',
  'db',
  'public',
  'drizzle',
  'server.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'scripts/build.mjs',
]

function* files(entry) {
  if (!fs.existsSync(entry)) return
  if (fs.statSync(entry).isFile()) return yield entry
  for (const name of fs.readdirSync(entry).sort()) yield* files(path.join(entry, name))
}

/** A fingerprint of everything that goes into the build. */
function treeHash() {
  const hash = createHash('sha1')
  for (const source of sources) for (const file of files(at(source))) hash.update(path.relative(root, file)).update(fs.readFileSync(file))
  return hash.digest('hex')
}

/** Builds when the tree changed since the last build. */
export async function buildIfChanged() {
  const stamp = at('build/.tree')
  const hash = treeHash()
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === hash && fs.existsSync(at('.next/BUILD_ID'))) return
  console.log('Building …')
  const status = await runToEnd(runtime(), [at('scripts/build.mjs')])
  if (status) process.exit(status)
  fs.writeFileSync(stamp, hash)
}
