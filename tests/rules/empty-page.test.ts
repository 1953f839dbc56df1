import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGunzip } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { compress } from '@/lib/shared/compression'
import { fillEmptyPage } from '@/lib/shared/empty-page'

vi.mock('@/lib/shared/env', () => ({ env: () => ({ portalName: '学时', hotline: '400', hotlineHours: '工作日' }) }))

const ends: (() => unknown)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** What arrives of an answer that was written in these pieces, as Next does: headers first, then piece by piece. */
async function arriving(status: number, type: string, pieces: string[], headers: Record<string, string>): Promise<string> {
  const server = createServer((request, response: ServerResponse) => {
    compress(request, response)
    fillEmptyPage(response)
    response.statusCode = status
    response.setHeader('content-type', type)
    response.flushHeaders()
    for (const piece of pieces) response.write(Buffer.from(piece))
    response.end()
  }).listen(0, '127.0.0.1')
  ends.push(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const [answer] = (await once(get({ port, host: '127.0.0.1', headers, agent: false }), 'response')) as [IncomingMessage]
  expect(answer.statusCode).toBe(status)
  let text = ''
  for await (const piece of answer.headers['content-encoding'] === 'gzip' ? answer.pipe(createGunzip()) : answer) text += String(piece)
  return text
}

const empty = ['<!DOCTYPE html><html id="__next_error__"><head></head><bo', 'dy><script>1</script></body></html>']

describe.each<Record<string, string>>([{}, { 'accept-encoding': 'gzip' }])('an answer to %j', (headers) => {
  test.each([
    [404, '没有找到这个页面'],
    [500, '页面没有打开'],
    [503, '页面没有打开'],
  ])('%i with an empty document says so to whoever has no scripts', async (status, title) => {
    const text = await arriving(status, 'text/html; charset=utf-8', empty, headers)
    expect(text).toMatch(new RegExp(`<body><noscript>.*<h1>${title}</h1>.*<a href="/">返回首页</a>.*</noscript><script>1</script>`, 's'))
  })

  test.each([
    ['a page', 200, 'text/html', empty],
    ['a 404 page with words of its own', 404, 'text/html', ['<html lang="zh-CN"><body>', '没有找到</body></html>']],
    ['what scripts asked for', 404, 'text/x-component', empty],
  ])('%s is left as it is', async (_, status, type, pieces) => {
    expect(await arriving(status, type, pieces, headers)).toBe(pieces.join(''))
  })
})
