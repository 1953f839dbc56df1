import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGunzip } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { compress } from '@/lib/shared/compression'

const ends: (() => unknown)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

async function ask(page: (response: ServerResponse) => unknown, headers: Record<string, string> = { 'accept-encoding': 'br, gzip' }) {
  const server = createServer((request, response) => {
    compress(request, response)
    void page(response)
  }).listen(0, '127.0.0.1')
  ends.push(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const [answer] = (await once(get({ port, host: '127.0.0.1', headers, agent: false }), 'response')) as [IncomingMessage]
  const text = answer.headers['content-encoding'] === 'gzip' ? answer.pipe(createGunzip()) : answer
  return { answer, text: text.setEncoding('utf8') }
}

async function whole(text: AsyncIterable<string>) {
  let all = ''
  for await (const piece of text) all += piece
  return all
}

test('a page in pieces arrives compressed and whole, whatever the pieces are', async () => {
  const { answer, text } = await ask((response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-length', 18)
    response.flushHeaders()
    response.write('课程')
    response.write(Buffer.from('学习'))
    response.end(new Uint8Array([0x31, 0x32]))
  })
  expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip' })
  expect(answer.headers).not.toHaveProperty('content-length')
  expect(await whole(text)).toBe('课程学习12')
})

test('a page that waits for something is seen as far as it has come', async () => {
  let finish = () => {}
  const { text } = await ask((response) => {
    response.setHeader('content-type', 'text/html')
    response.write('the frame')
    finish = () => response.end(', the rest')
  })
  expect(await once(text, 'data')).toEqual(['the frame'])
  finish()
  expect(await whole(text)).toBe(', the rest')
})

test('headers given with the status are kept', async () => {
  const { answer, text } = await ask((response) => {
    response.setHeader('content-type', 'text/plain')
    response.writeHead(404, { 'x-own': '1' }).end('没有')
  })
  expect([answer.statusCode, answer.headers['x-own'], await whole(text)]).toEqual([404, '1', '没有'])
})

test.each([
  ['a browser that cannot unpack', 'text/html', {}],
  ['a picture', 'image/png', { 'accept-encoding': 'gzip' }],
])('%s gets it as it is', async (_, type, headers: Record<string, string>) => {
  const { answer, text } = await ask((response) => {
    response.setHeader('content-type', type)
    response.end('as it is')
  }, headers)
  expect(answer.headers).not.toHaveProperty('content-encoding')
  expect(await whole(text)).toBe('as it is')
})

test('an answer without a body stays without one', async () => {
  const { answer, text } = await ask((response) => {
    response.statusCode = 304
    response.end()
  })
  expect(answer.statusCode).toBe(304)
  expect(await whole(text)).toBe('')
})
