import http from 'node:http'
import type { AddressInfo } from 'node:net'
import net from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { dropWhatCannotBeRead, isText, refusalAtTheDoor } from '@/lib/shared/front-door'
import { answerPlain } from '@/lib/shared/plain-page'
import { setSafetyHeaders } from '@/lib/shared/safety-headers'
import { limitServer, serverOptions } from '@/lib/shared/server-limits'
import { parseJson, wellFormed } from '@/lib/shared/well-formed'

let appUrl = 'https://xueshi.example'
const site = { portalName: '<继续教育>', hotline: '4000968823', hotlineHours: '工作日 8:30–17:30' }
vi.mock('@/lib/shared/env', () => ({ env: () => ({ appUrl, ...site }) }))
beforeEach(() => {
  appUrl = 'https://xueshi.example'
})

test.each([
  ['/', true],
  ['/courses/a%20b?q=%E5%AE%89%E5%85%A8', true],
  ['/courses?q=100%', true],
  ['/courses?q=%D6%D0', true], // GBK of an old link: read as signs of replacement
  ['/courses/%00', false],
  ['/courses?q=a%00b', false],
  ['/courses/%ED%A0%80', false],
  ['/courses/%C0%AF', false],
  ['/courses/%FF', false],
  ['/courses/%E4%BD', false],
  ['/courses/%', false],
  ['/courses/%u4e2d', false],
  ['http://evil.example/', false],
  ['*', false],
  ['', false],
])('the address %j is text: %j', (url, text) => {
  expect(isText(url)).toBe(text)
})

test('what is let in can be decoded and holds no NUL, whatever was asked', () => {
  const pieces = fc.constantFrom('%', '%0', '%00', '%E4', '%BD', '%A0', '/', '?', 'a', '&', '=', '%25', '\0', '%ed', '\xff')
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const url = `/${parts.join('').replaceAll('\0', '')}`
      if (!isText(url)) return
      expect(decodeURIComponent(url.split('?')[0]!)).not.toContain('\0')
      for (const [name, value] of new URL(`http://x${url}`).searchParams) expect(name + value).not.toContain('\0')
    }),
  )
})

test('well-formed text is kept by the database and by JSON, and is what it was where it was well-formed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\0', '\ud800', '\udc00', '中', '😀', 'a', '\n')), (parts) => {
      const text = wellFormed(parts.join(''))
      expect(text.isWellFormed() && !text.includes('\0')).toBe(true)
      expect(wellFormed(text)).toBe(text)
      const clean = parts.join('')
      if (clean.isWellFormed() && !clean.includes('\0')) expect(text).toBe(clean)
      expect(parseJson(JSON.stringify({ deep: [{ text: parts.join('') }] }))).toEqual({ deep: [{ text }] })
    }),
  )
})

test.each(['TRACE', 'PUT', 'PROPFIND', 'CONNECT', 'get'])('the method %s is not spoken here', (method) => {
  expect(refusalAtTheDoor({ method, url: '/', headers: {} } as never)?.status).toBe(405)
})

test.each(['[', 'a b', 'a/../b:x', 'a:99999'])('the host %j is none', (host) => {
  expect(refusalAtTheDoor({ method: 'GET', url: '/', headers: { host } } as never)?.status).toBe(400)
})

test('a stranger cannot say where the portal was reached; a proxy can', () => {
  const headers = () => ({ host: 'a', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil' })
  const [alone, behind] = [headers(), headers()]
  dropWhatCannotBeRead({ headers: alone } as never, false)
  dropWhatCannotBeRead({ headers: behind } as never, true)
  expect(alone).toEqual({ host: 'a' })
  expect(behind).toEqual(headers())
})

test.each([
  ['%00', false],
  ['%', false],
  ['5', false],
  ['%5B%22%22%5D', true],
])('the router state %j is read: %j', (tree, kept) => {
  const headers = { 'next-router-state-tree': tree }
  dropWhatCannotBeRead({ headers } as never, false)
  expect('next-router-state-tree' in headers).toBe(kept)
})

describe('on the wire', () => {
  const server = http.createServer(serverOptions, (request, response) => {
    setSafetyHeaders(request, response)
    const refusal = refusalAtTheDoor(request)
    if (refusal) return answerPlain(request, response, refusal)
    response.end('let in')
  })
  limitServer(server)
  let port = 0
  beforeAll(() =>
    new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)).then(() => {
      port = (server.address() as AddressInfo).port
    }),
  )
  afterAll(() => server.close())

  const send = (text: string) =>
    new Promise<string>((resolve, reject) => {
      let said = ''
      const socket = net.connect(port, '127.0.0.1', () => socket.write(text, 'latin1'))
      socket.on('data', (part) => {
        said += part
        socket.end()
      })
      socket.on('close', () => resolve(said))
      socket.on('error', reject)
    })
  const line = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nhost: a\r\n${more}\r\n`

  test.each(['/\0', '/a\0b', '/\xff\xfe'])('raw bytes in the address %j are refused, never passed on as something else', async (path) => {
    expect(await send(line(path))).toMatch(/^HTTP\/1\.1 (400|200)/)
    if (path.includes('\0')) expect(await send(line(path))).toMatch(/^HTTP\/1\.1 400/)
  })

  test.each([
    ['headers of 17 kB', line('/', `x: ${'a'.repeat(17_000)}\r\n`), 431],
    ['NUL in a header', line('/', 'x: a\0b\r\n'), 400],
    ['two lengths', `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab`, 400],
    ['a length and chunks', `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['an address that is no text', line('/%C0%AF'), 400],
    ['a post of another site', `POST / HTTP/1.1\r\nhost: a\r\norigin: http://b\r\ncontent-length: 0\r\n\r\n`, 403],
  ])('%s', async (_, text, status) => {
    expect(await send(text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  })

  test('waits for a request as long as people need, and no longer', () => {
    expect(server).toMatchObject({
      headersTimeout: 20_000,
      requestTimeout: 300_000,
      timeout: 150_000,
      maxHeadersCount: 100,
      keepAliveTimeout: 65_000,
    })
  })

  const always = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
  const headersOf = async (path: string) => Object.fromEntries((await fetch(`http://127.0.0.1:${port}${path}`)).headers)

  test.each(['/', '/api/progress', '/_next/static/x.js', '/%C0%AF'])('%s is answered with what browsers are to keep to', async (path) => {
    expect(await headersOf(path)).toMatchObject({ ...always, 'strict-transport-security': 'max-age=31536000; includeSubDomains' })
    appUrl = 'http://127.0.0.1:3000'
    expect(await headersOf(path)).toMatchObject(always)
    expect(await headersOf(path)).not.toHaveProperty('strict-transport-security')
  })

  test.each([
    ['/', false],
    ['/courses', false],
    ['/courses/fire?from=1', false],
    ['/courses/order', true],
    ['/notices/one', false],
    ['/legal/terms', false],
    ['/_next/static/chunks/a.js', false],
    ['/verify/token', true],
    ['/classes', true],
    ['/admin/people', true],
    ['/group', true],
    ['/api/photo', true],
    ['/a-page-to-come', true],
  ])('%s is kept from search engines: %j', async (path, kept) => {
    expect((await headersOf(path))['x-robots-tag']).toBe(kept ? 'noindex' : undefined)
  })

  test('a refusal is a page for people and a sentence for scripts, and tells the name of the portal as text', async () => {
    const ask = (path: string, accept: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept } })
    const page = await ask('/a/%FF', 'text/html')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await page.text()).toContain('&lt;继续教育&gt;')
    const script = await ask('/api/%FF', 'text/html')
    expect(await script.text()).toBe('网址不正确。这个网址有误，请核对后再试，或从首页进入。')
  })
})
