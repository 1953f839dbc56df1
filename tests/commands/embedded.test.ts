import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Availability } from '@/db/availability'
import { connect } from '@/db/client'
import { type Embedded, startEmbedded } from '@/db/embedded'
import { keepRunning } from '@/db/keep-running'
import { needsDatabase, unavailable } from '@/lib/shared/front-door'
import { answerPlain } from '@/lib/shared/plain-page'

/** A server of this test's own; the one of the run is another. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-embedded-'))
const directory = path.join(folder, 'postgres')
const news: string[] = []
let server: Embedded
beforeAll(async () => {
  server = await startEmbedded(directory, 'kept', (one) => news.push(one))
}, 60_000)
afterAll(async () => {
  await server.stop()
  fs.rmSync(folder, { recursive: true })
})

const pidOf = () => Number(fs.readFileSync(path.join(directory, 'postmaster.pid'), 'utf8').split('\n')[0])
const patiently = { timeout: 30_000, interval: 50 }

test('an embedded PostgreSQL that is killed comes back at its address with what was committed, each time', async () => {
  const sql = postgres(server.url, { max: 1, onnotice: () => {} })
  await sql`create table kept (n int)`
  for (const n of [1, 2]) {
    await sql`insert into kept values (${n})`
    const before = pidOf()
    process.kill(before, 'SIGKILL')
    const counted = await vi.waitFor(async () => {
      expect(pidOf()).not.toBe(before)
      return sql`select count(*)::int as n from kept`
    }, patiently)
    expect(counted[0]).toEqual({ n })
  }
  await sql.end()
  await vi.waitFor(() => expect(news.filter((one) => one !== 'failed')).toEqual(['lost', 'back', 'lost', 'back']), patiently) // told a moment after
}, 90_000)

test('meanwhile visitors read a page that says so, and afterwards are served, without anybody doing anything', async () => {
  const told: boolean[] = []
  const pool = connect(server.url, 2, () => database.doubt())
  const database = new Availability(
    () => pool.$client.unsafe('select 1'),
    (available) => told.push(available),
  )
  const portal = http.createServer((request, response) => {
    if (!database.available && needsDatabase(request.url!)) return answerPlain(request, response, unavailable)
    pool.$client.unsafe('select 1').then(
      () => response.end('served'),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve))
  const ask = (where: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${(portal.address() as AddressInfo).port}${where}`, { headers: { accept: 'text/html' }, ...init })
  expect(await (await ask('/')).text()).toBe('served')

  const pid = pidOf()
  process.kill(pid, 'SIGKILL')
  const said = await vi.waitFor(async () => {
    const answer = await ask('/classes')
    expect(answer.status).toBe(503)
    return answer
  }, patiently)
  expect(said.headers.get('retry-after')).toBe('5')
  expect(await said.text()).toMatch(/<h1>暂时打不开<\/h1>/)
  await vi.waitFor(async () => expect(await (await ask('/')).text()).toBe('served'), patiently)
  expect(told).toEqual([false, true])
  await pool.$client.end({ timeout: 5 }) // one of its connections may be waiting to be tried again
  portal.close()
}, 90_000)

test('who posted is not made to post again, and scripts read a sentence', async () => {
  const portal = http.createServer((request, response) => answerPlain(request, response, unavailable))
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve))
  const at = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`
  const accept = 'text/html'
  expect(await (await fetch(at, { headers: { accept } })).text()).toContain('http-equiv="refresh"')
  expect(await (await fetch(at, { method: 'POST', headers: { accept } })).text()).not.toContain('http-equiv="refresh"')
  expect(await (await fetch(`${at}/api/photo`)).text()).toBe(`${unavailable.title}。${unavailable.text}`)
  portal.close()
})

test('a server that cannot be started is tried again until it can, and not after its portal has stopped', async () => {
  let [up, tries] = [true, 0]
  const heard: string[] = []
  const leave = keepRunning({
    isUp: () => up,
    start: async () => {
      if (++tries < 3) throw new Error('its memory is still in use')
      up = true
    },
    tell: (one) => heard.push(one),
    lookEveryMs: 1,
    waitsMs: [0, 1],
  })
  up = false
  await vi.waitFor(() => expect(heard).toEqual(['lost', 'failed', 'failed', 'back']), patiently)
  await leave()
  up = false
  expect(tries).toBe(3)
})
