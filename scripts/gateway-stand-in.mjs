// npm run gateway:stand-in [-- port]: a 支付宝 and a 微信支付 that take no real money, for a portal in production. Prints the settings that it needs.
import path from 'node:path'
import { install, requireNode, root, runToEnd, runtime } from './project.mjs'

requireNode()
await install({ development: false })
const { bundle } = await import('./build.mjs')
await bundle({ 'gateway-stand-in': 'tests/support/run-stand-in.ts' })
process.exit(await runToEnd(runtime(), [path.join(root, 'build/gateway-stand-in.mjs'), ...process.argv.slice(2)]))
