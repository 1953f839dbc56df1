// npm start: from a fresh clone to a portal that answers. npm run dev: the same, with pages rebuilt as they change.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { buildIfChanged, install, requireNode, root, runtime } from './project.mjs'

requireNode()
const dev = process.argv.includes('dev')
install({ development: dev })
if (dev) {
  const { bundlePrograms } = await import('./build.mjs')
  await bundlePrograms()
} else buildIfChanged()

const env = { ...process.env, NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' }
const server = spawn(runtime(), ['--enable-source-maps', path.join(root, 'build/server.mjs'), ...(dev ? ['dev'] : [])], {
  cwd: root,
  stdio: 'inherit',
  env,
})
// Ctrl-C reaches the server by itself, being in the same group; a signal sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
