import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { refusalAtTheDoor } from '@/lib/shared/front-door'
import { fromHere } from '@/lib/shared/route-handler'
import { senderOf } from '@/lib/shared/sent-from-here'

vi.mock('@/lib/shared/env', () => ({ env: () => ({ appUrl: 'https://xueshi.example' }) }))

const senders: [Record<string, string>, ReturnType<typeof senderOf>][] = [
  [{ host: '10.0.0.5:3000', origin: 'http://10.0.0.5:3000' }, 'here'],
  [{ host: '10.0.0.5:3000', origin: 'https://xueshi.example' }, 'here'],
  [{ host: 'xueshi.example', origin: 'https://xueshi.example', 'sec-fetch-site': 'same-origin' }, 'here'],
  [{ host: 'xueshi.example', 'sec-fetch-site': 'same-origin' }, 'here'],
  [{ host: 'xueshi.example', origin: 'https://xueshi.example', 'sec-fetch-site': 'cross-site' }, 'elsewhere'],
  [{ host: 'xueshi.example', origin: 'https://xueshi.example', 'sec-fetch-site': 'same-site' }, 'elsewhere'],
  [{ host: 'xueshi.example', 'sec-fetch-site': 'none' }, 'elsewhere'],
  [{ host: 'xueshi.example', origin: 'https://evil.example' }, 'elsewhere'],
  [{ host: 'xueshi.example', origin: 'https://xueshi.example.evil.example' }, 'elsewhere'],
  [{ host: 'xueshi.example', origin: 'https://xueshi.example:8443' }, 'elsewhere'],
  [{ host: 'xueshi.example', origin: 'null' }, 'elsewhere'],
  [{ host: 'xueshi.example', origin: '//[' }, 'elsewhere'],
  [{ host: 'xueshi.example' }, 'no browser'],
]

test.each(senders)('%j comes from %s', (headers, sender) => {
  expect(senderOf((name) => headers[name])).toBe(sender)
})

test.each(senders)('a route that changes something, sent %j from %s', async (headers, sender) => {
  let done = false
  const route = fromHere(async () => {
    done = true
    return new Response(null, { status: 204 })
  })
  const answer = await route(new Request('https://xueshi.example/api/x', { method: 'POST', headers }))
  expect([answer.status, done]).toEqual(sender === 'here' ? [204, true] : [403, false])
})

test.each(senders)('at the door, where actions pass as well: %j from %s', (headers, sender) => {
  const said = (method: string) => refusalAtTheDoor({ method, url: '/x', headers } as never)?.status
  for (const method of ['POST', 'PATCH', 'DELETE']) expect(said(method)).toBe(sender === 'elsewhere' ? 403 : undefined)
  for (const method of ['GET', 'HEAD']) expect(said(method)).toBeUndefined()
})

/** Called by machines that prove themselves otherwise. */
const proved: Record<string, string> = {
  'app/api/payments/[provider]/notify/route.ts': 'signed by the gateway',
  'app/(sandbox)/bank/api/[verb]/route.ts': 'signed by the merchant',
}

describe('every route that changes something', () => {
  const root = path.resolve(import.meta.dirname, '../..')
  const routes = fs
    .readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)route\.tsx?$/.test(file))
    .map((file) => `app/${file}`)
  const changing = /^export (?:async function|const|function) (POST|PUT|PATCH|DELETE)\b|^export \{[^}]*\b(POST|PUT|PATCH|DELETE)\b/gm

  test('is sent from our pages only, or proves itself otherwise', () => {
    const bare = routes.flatMap((file) => {
      const source = fs.readFileSync(path.join(root, file), 'utf8')
      const found = [...source.matchAll(changing)].map(([, method]) => method)
      return found
        .filter((method) => !source.includes(`export const ${method} = fromHere(`))
        .map(() => file)
        .filter((one) => !(one in proved))
    })
    expect(bare).toEqual([])
    expect(routes.length).toBeGreaterThan(35)
  })
})
