// npm run create:administrator -- USERNAME NAME: the first administrator of the portal, whose first password it shows. Installs like
// start.mjs; the program itself is lib/create-administrator.ts.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { install, requireNode, root, runtime } from './project.mjs'

requireNode()
install({ development: false })
const { bundle } = await import('./build.mjs')
await bundle({ 'create-administrator': 'lib/create-administrator.ts' })

const program = path.join(root, 'build/create-administrator.mjs')
const child = spawn(runtime(), ['--enable-source-maps', program, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production' },
})
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
