// npm run import:trainees -- FILE.xlsx [--dry-run]: loads people of the old platform, see docs/operators.md. Installs like start.mjs; the
// program itself is lib/import-trainees.ts. Its memory is bounded, so that a hostile file ends the program and not the machine.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { install, requireNode, root, runtime } from './project.mjs'

requireNode()
install({ development: false })
const { bundle } = await import('./build.mjs')
await bundle({ 'import-trainees': 'lib/import-trainees.ts' })

// npm changes to the project's folder; a file is named from where the command was typed.
const typedIn = process.env.INIT_CWD ?? process.cwd()
const args = process.argv.slice(2).map((arg) => (arg.startsWith('-') ? arg : path.resolve(typedIn, arg)))
const bounds = ['--max-old-space-size=128', '--max-semi-space-size=8']
const child = spawn(runtime(), ['--enable-source-maps', ...bounds, path.join(root, 'build/import-trainees.mjs'), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production' },
})
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
