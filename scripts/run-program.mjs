// Installs like start.mjs, bundles a program of lib/ and runs it to its end.
import path from 'node:path'
import { install, requireNode, root, runToEnd, runtime } from './project.mjs'

export async function runProgram(name, { args = process.argv.slice(2), node = [] } = {}) {
  requireNode()
  await install({ development: false })
  const { bundle } = await import('./build.mjs')
  await bundle({ [name]: `lib/${name}.ts` })
  const status = await runToEnd(runtime(), ['--enable-source-maps', ...node, path.join(root, `build/${name}.mjs`), ...args], {
    env: { ...process.env, NODE_ENV: 'production' },
  })
  process.exit(status)
}
