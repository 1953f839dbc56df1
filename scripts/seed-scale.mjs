// npm run seed:scale [-- --people 200000]: 200,000 invented people with enrolments, in the configured database; refuses one with real
// people. Installs like start.mjs; the program itself is lib/seed-scale.ts.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { install, requireNode, root, runtime } from './project.mjs'

requireNode()
install({ development: false })
const { bundle } = await import('./build.mjs')
await bundle({ 'seed-scale': 'lib/seed-scale.ts' })

const program = path.join(root, 'build/seed-scale.mjs')
const child = spawn(runtime(), ['--enable-source-maps', program, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production' },
})
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
