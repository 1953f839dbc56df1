// Installs like start.mjs, bundles a program of lib/ and runs it to its end.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { install, requireNode, root, runtime } from './project.mjs'

export async function runProgram(name, { args = process.argv.slice(2), node = [] } = {}) {
  requireNode()
  install({ development: false })
  const { bundle } = await import('./build.mjs')
  await bundle({ [name]: `lib/${name}.ts` })
  const child = spawn(runtime(), ['--enable-source-maps', ...node, path.join(root, `build/${name}.mjs`), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
