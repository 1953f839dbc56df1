// npm run bench [-- progress class-home sign-in catalog certificates orders first-load import roster-parse roster-upload group-opening group-people people] [--seconds N]: what
// the portal does beside a baseline taken in the same run. Installs and builds like start.mjs; the measuring itself is tests/bench/main.ts. Everything
// runs on 127.0.0.1 and in a temporary folder, which is removed; no database but its own is touched.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { buildIfChanged, install, requireNode, root, runtime } from './project.mjs'

requireNode()
await install({ development: false })
await buildIfChanged()

const { bundle } = await import('./build.mjs')
await bundle({ bench: 'tests/bench/main.ts' })

const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
const bench = spawn(runtime(), [path.join(root, 'build/bench.mjs'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env })
// Ctrl-C reaches the bench by itself, being in the same group; a signal sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && bench.kill(signal))
bench.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
