import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { type Server, startServer } from './server-process'

/*
 * What Next itself costs: one page with one query, ten rows in a list, no style, no session, no client component. It is written,
 * built and served like the portal: same packages, same runtime, Next behind a node:http server of its own.
 */
const files = {
  'next.config.mjs': `import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(fileURLToPath(import.meta.url), '../../..')
export default { turbopack: { root }, outputFileTracingRoot: root, poweredByHeader: false, serverExternalPackages: ['postgres'] }
`,
  'app/layout.jsx': `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}
`,
  'app/page.jsx': `import postgres from 'postgres'

export const dynamic = 'force-dynamic'
const sql = postgres(process.env.BARE_DATABASE_URL)

export default async function Page() {
  const courses = await sql\`select id, title from courses order by id limit 10\`
  return <ul>{courses.map(({ id, title }) => <li key={id}>{title}</li>)}</ul>
}
`,
  'server.mjs': `import { createServer } from 'node:http'
import path from 'node:path'
import next from 'next'

const app = next({ dev: false, dir: path.dirname(process.argv[1]), hostname: '127.0.0.1', port: Number(process.env.PORT) })
await app.prepare()
const pages = app.getRequestHandler()
createServer((request, response) => pages(request, response)).listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
`,
}

/** It lies inside the project, where it finds the same packages; `later` gets what takes it away again. */
export async function startBareApp(databaseUrl: string, logs: string, later: (end: () => Promise<unknown>) => void): Promise<Server> {
  const directory = path.resolve('build/bare-app')
  const remove = async () => fs.rmSync(directory, { recursive: true, force: true })
  later(remove)
  await remove()
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true })
    fs.writeFileSync(path.join(directory, name), text)
  }
  console.log('  building the bare app …')
  await buildPages(directory, path.join(logs, 'bare-build.log'))
  const server = await startServer(path.join(directory, 'server.mjs'), {
    log: path.join(logs, 'bare.log'),
    answersAt: '/',
    settings: { BARE_DATABASE_URL: databaseUrl },
  })
  later(server.stop)
  return server
}

function buildPages(directory: string, log: string): Promise<void> {
  const out = fs.openSync(log, 'w')
  const child = spawn(process.execPath, [path.resolve('node_modules/next/dist/bin/next'), 'build', directory], {
    stdio: ['ignore', out, out],
  })
  fs.closeSync(out)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`next build: ${fs.readFileSync(log, 'utf8').slice(-2000)}`))))
  })
}
