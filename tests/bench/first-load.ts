import { gzipSync } from 'node:zlib'
import { traineeVisit } from './class-home'
import { httpClient, type Send } from './load'
import { oneDecimal, type Row } from './report'
import type { Setup } from './setup'

/*
 * First-load JavaScript: the scripts that the page's HTML names (`<script src>`, nomodule left out), each gzipped by itself as the
 * server sends it, against the same of the bare app: what the portal adds to the framework.
 */

const kilobytes = (bytes: number) => `${oneDecimal(bytes / 1000)} kB`

export async function firstLoad(setup: Setup): Promise<Row[]> {
  const bare = await bytesOfScripts((await setup.bareApp()).origin, '/')
  const visit = await traineeVisit(setup)
  const pages = [
    { what: 'First-load JS, portal home', path: '/', headers: {}, allowed: 25_000 },
    { what: 'First-load JS, class home', ...visit, allowed: 45_000 },
  ]
  const rows: Row[] = []
  for (const { what, path, headers, allowed } of pages) {
    const bytes = await bytesOfScripts(setup.portal.origin, path, headers)
    rows.push({
      what: `${what} (gzip)`,
      product: kilobytes(bytes),
      baseline: `${kilobytes(bare)} bare page`,
      comparison: `+${kilobytes(bytes - bare)}`,
      goal: `≤ +${kilobytes(allowed)}`,
      met: bytes - bare <= allowed,
    })
  }
  return rows
}

async function bytesOfScripts(origin: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { send, close } = httpClient(origin)
  try {
    const html = await get(send, path, headers)
    const tags = html.match(/<script\b[^>]*>/g) ?? []
    const sources = tags.filter((tag) => !/\bnomodule\b/i.test(tag)).flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? [])
    let sum = 0
    for (const source of new Set(sources)) {
      const bytes = gzipSync(await get(send, source.replaceAll('&amp;', '&'))).length
      console.log(`  ${kilobytes(bytes).padStart(9)} ${path === '/' ? origin : 'class home'} ${source}`)
      sum += bytes
    }
    return sum
  } finally {
    close()
  }
}

async function get(send: Send, path: string, headers: Record<string, string> = {}): Promise<string> {
  const { status, body } = await send(path, { headers })
  if (status !== 200) throw new Error(`${path} answered ${status}`)
  return body
}
