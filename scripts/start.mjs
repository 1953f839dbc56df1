// npm start: from a fresh clone to a portal that answers. npm run dev: the same, with pages rebuilt as they change.
import path from 'node:path'
import { buildIfChanged, install, requireNode, root, runToEnd, runtime } from './project.mjs'

requireNode()
const dev = process.argv.includes('dev')
await install({ development: dev })
if (dev) {
  const { bundlePrograms } = await import('./build.mjs')
  await bundlePrograms()
} else await buildIfChanged()

const env = { ...process.env, NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' }
const args = ['--enable-source-maps', path.join(root, 'build/server.mjs'), ...(dev ? ['dev'] : [])]
// The channel tells the server when this process is killed: it then ends, too.
process.exit(await runToEnd(runtime(), args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env }))
