import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { cookieTable } from '@/lib/shared/cookie-table'
import { everybodysCookies as everybody, filesOf, fill, nobody, places, root } from './places'
import { expect, test } from './portal'

/*
 * Bytes that no keyboard types, at every page, route and action and in every part of a request: NUL, which PostgreSQL keeps in no text, halves
 * of characters, and what is no UTF-8. They may be refused or cleaned, but nothing breaks.
 */

const hostile = ['%00', 'a%00b', '%ED%A0%80', '%C0%AF', '%FF', '%E4%BD', '%', '%u0000', '%2500'].map((text) => ({ text }))
/** As they stand in a form or in JSON, where nothing is escaped. */
const hostileText = 'a\0b\ud800'

type Asked = { method?: string; path: string; headers?: Record<string, string>; body?: Buffer }

/** As bytes on the wire: fetch would tidy the address up first. */
function ask({ method = 'GET', path, headers = {}, body }: Asked): Promise<number> {
  const { hostname, port } = new URL(process.env.PORTAL!)
  return new Promise((resolve, reject) => {
    const length = body ? { 'content-length': String(body.length) } : {}
    const request = http.request({ hostname, port, method, path, agent, headers: { ...headers, ...length } }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode!))
      answer.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })

/** What broke, told as somebody would repeat it. */
async function broken(requests: Asked[]): Promise<string[]> {
  const found: string[] = []
  const queue = [...requests]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const status = await ask(next).catch((error: NodeJS.ErrnoException) => error.code ?? String(error))
      if (typeof status !== 'number' || status >= 500) found.push(`${next.method ?? 'GET'} ${next.path} ${said(next)}: ${status}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
  return found
}
const said = ({ headers = {} }: Asked) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value.slice(0, 60)}`)
    .join(' ')

test('in the address, before and behind the question mark', async () => {
  const everyone = await everybody()
  const names = [
    'q',
    'page',
    'next',
    'refused',
    'v',
    'format',
    'region',
    'day',
    'month',
    'class',
    'status',
    'year',
    'sort',
    'field',
    'by',
    'failed',
  ]
  const requests = everyone.flatMap((cookie) =>
    places.flatMap(({ address }) => [
      ...(address.includes('[') ? hostile.map(({ text }) => ({ path: fill(address, text), headers: { cookie } })) : []),
      { path: `${fill(address, nobody)}?${names.map((name) => `${name}=a%00b`).join('&')}`, headers: { cookie } },
      { path: `${fill(address, nobody)}?${names.map((name) => `${name}=%ED%A0%80%FF%`).join('&')}`, headers: { cookie } },
    ]),
  )
  expect(requests.length).toBeGreaterThan(1000)
  expect(await broken(requests)).toEqual([])
})

test('in cookies, the account of a session beside them', async () => {
  const values = ['%00', '%ED%A0%80', '%']
  const requests = (await everybody()).flatMap((session) => {
    const others = Object.keys(cookieTable).filter((name) => !session.startsWith(`${name}=`))
    // Each name has each value at some place.
    return places.map(({ address }, at) => {
      const jar = others.map((name, i) => `${name}=${values[(i + at) % values.length]}`)
      return { path: fill(address, nobody), headers: { cookie: [session, ...jar].filter(Boolean).join('; ') } }
    })
  })
  expect(await broken(requests)).toEqual([])
})

const strange: Record<string, string>[] = [
  { 'user-agent': 'caf\xe9 \xff\xfe' },
  { 'x-forwarded-for': '\xff, %00' },
  { referer: 'http://[/%00' },
  { 'accept-language': '%00\xff' },
  { 'accept-encoding': '\xff;q=x' },
  { host: '[' },
  { host: 'a b' },
  { host: 'xn--\xff' },
  { 'x-forwarded-host': '[', 'x-forwarded-proto': '\xff' },
  { rsc: '1', 'next-router-state-tree': '%00' },
  { rsc: '1', 'next-router-state-tree': '%5B' },
  { rsc: '1', 'next-router-state-tree': '%' },
  { rsc: '1', 'next-router-state-tree': '[]', 'next-router-prefetch': '\xff' },
  { rsc: '1', 'next-router-segment-prefetch': '/%00', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-url': '/%00' },
  { range: 'bytes=%00-', 'if-none-match': '\xff', 'if-modified-since': '\xff' },
  { authorization: 'Bearer \xff' },
  { 'content-type': '\xff' },
]

test('in headers', async () => {
  const requests = places
    .filter((_, i) => i % 8 === 0)
    .flatMap(({ address }) => strange.map((headers) => ({ path: fill(address, nobody), headers })))
  expect(await broken(requests)).toEqual([])
})

/** Every name that an input of a page has, so that whatever a form asks for is there. */
const fieldNames = [
  ...new Set(
    filesOf(/\.tsx$/).flatMap(({ file }) =>
      [...fs.readFileSync(path.join(root, 'app', file), 'utf8').matchAll(/\bname="(\w+)"/g)].map(([, name]) => name!),
    ),
  ),
]

const boundary = 'hostile'
function multipart(fields: [name: string, value: string | Buffer, file?: string][]): Buffer {
  const parts = fields.flatMap(([name, value, file]) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file ? `; filename="${file}"\r\ncontent-type: text/plain` : ''}\r\n\r\n`,
      'utf8',
    ),
    Buffer.from(value as string),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
}
const form = { 'content-type': `multipart/form-data; boundary=${boundary}` }
const notText = Buffer.from([0x61, 0, 0xff, 0xed, 0xa0, 0x80, 0xc0, 0xaf])

test('in what is posted to routes: forms, files and their names, JSON', async () => {
  const origin = process.env.PORTAL!
  const json = { 'content-type': 'application/json', accept: 'application/json' }
  const posted = places.filter(
    ({ file }) =>
      /route\.tsx?$/.test(file) &&
      /export (async function|const) (POST|PATCH|PUT|DELETE)/.test(fs.readFileSync(path.join(root, 'app', file), 'utf8')),
  )
  expect(posted.length).toBeGreaterThan(10)
  const files = ['photo', 'licence', 'files', 'file', 'bank', 'table', 'captions', 'evidence']
  const bodies: { headers: Record<string, string>; body: Buffer }[] = [
    {
      headers: form,
      body: multipart([
        ...fieldNames.map((name): [string, Buffer] => [name, notText]),
        ...files.map((name): [string, Buffer, string] => [name, notText, 'a%00b\ud800.xlsx']),
      ]),
    },
    { headers: form, body: multipart(files.map((name) => [name, notText, 'a\0b.pdf'])) },
    { headers: { 'content-type': 'multipart/form-data' }, body: notText },
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from('a=%00&b=%ED%A0%80') },
    { headers: json, body: Buffer.from('{"name":"a\\u0000b\\ud800","unit":"\\u0000","a\\u0000":"\\udfff"}') },
    { headers: json, body: Buffer.from('{"__proto__":{"name":"\\u0000"},"employer":"\\u0000","idNumber":"\\u0000","phone":"\\ud800"}') },
    { headers: json, body: notText },
    {
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': '10',
        'upload-metadata': `filename ${Buffer.from('a\0b\ud800.mp4').toString('base64')}`,
      },
      body: Buffer.alloc(0),
    },
    {
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': `filename ${notText.toString('base64')}` },
      body: Buffer.alloc(0),
    },
  ]
  const steps = ['identity', 'phone', 'employment', 'unit', 'contact', 'invoice', nobody]
  const requests = (await everybody()).flatMap((cookie) =>
    posted.flatMap(({ address }) =>
      steps
        .filter((_, i) => address.includes('[step]') || i === 0)
        .flatMap((step) =>
          bodies.flatMap(({ headers, body }) =>
            ['POST', 'PATCH', 'DELETE'].map((method) => ({
              method,
              path: fill(address, address.includes('[step]') ? step : nobody),
              headers: { cookie, origin, ...headers },
              body,
            })),
          ),
        ),
    ),
  )
  expect(await broken(requests)).toEqual([])
})

test('in what is handed to the two hot paths', async () => {
  const bodies = [
    '{"ticket":"\\u0000.\\ud800"}',
    '{"ticket":"a.b","played":[["\\u0000",1]],"position":1}',
    'null',
    '[]',
    '"\\u0000"',
    '{"ticket":{}}',
    '\0',
  ]
  const requests = ['/api/progress', '/api/answers'].flatMap((path) =>
    bodies.map((body) => ({ method: 'POST', path, body: Buffer.from(body) })),
  )
  expect(await broken(requests)).toEqual([])
})

type Entry = { workers: Record<string, unknown>; exportedName: string }

test('in the fields and arguments of every action', async () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, '.next/server/server-reference-manifest.json'), 'utf8'))
  const entries = Object.entries(manifest.node as Record<string, Entry>)
  const text = JSON.stringify(hostileText)
  const fields = fieldNames.map((name): [string, string] => [`1_${name}`, hostileText])
  const asForm = multipart([...fields, ['0', JSON.stringify([{ status: 'idle' }, '$K1'])]])
  const asText = multipart([['0', `[${text},${text}]`]])
  const asObject = multipart([['0', `[{"studyId":${text},"chapterId":${text}}]`]])
  const requests = (await everybody()).flatMap((cookie) =>
    entries
      .filter(([, { exportedName }]) => !/SignOut|signOut/.test(exportedName))
      .flatMap(([id, { workers }]) => {
        const address = fill(
          Object.keys(workers)[0]!
            .replace(/^app/, '')
            .replace(/\/page$/, '')
            .replace(/\/\([^/]+\)/g, '') || '/',
          nobody,
        )
        const headers = { cookie, origin: process.env.PORTAL!, 'next-action': id, accept: 'text/x-component', ...form }
        return [asForm, asText, asObject].map((body) => ({ method: 'POST', path: address, headers, body }))
      }),
  )
  expect(requests.length).toBeGreaterThan(900)
  expect(await broken(requests)).toEqual([])
})
