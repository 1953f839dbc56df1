// Builds what runs: the pages by Next, the server and the PDF worker by esbuild. Run through start.mjs or `npm run build`.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { root, runToEnd } from './project.mjs'

/** Bundles the programs that run outside Next; packages stay in node_modules. */
export async function bundlePrograms() {
  fs.rmSync(path.join(root, 'build/.tree'), { force: true }) // what stands there now is no longer what was stamped
  await bundle({ server: 'server.ts', 'pdf-worker': 'lib/pdf-worker.tsx', 'roster-worker': 'lib/roster-worker.ts' })
}

export async function bundle(entryPoints) {
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'build',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    alias: { '@': root },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    sourcemap: true,
    logLevel: 'warning',
  })
}

export async function buildPages() {
  const next = path.join(root, 'node_modules/next/dist/bin/next')
  const status = await runToEnd(process.execPath, [next, 'build'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (status) throw new Error('next build failed')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundlePrograms()
  await buildPages()
}
