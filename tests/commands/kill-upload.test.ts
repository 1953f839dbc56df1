import { fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { db } from '@/db/client'
import { rosterRows, rosters } from '@/db/schema/rosters'
import { getRoster } from '@/lib/rosters/queries'
import { receiveUpload } from '@/lib/rosters/receive-upload'
import { openRow } from '@/lib/rosters/sealed-rows'
import { anEnterprise } from '../support/enterprises'
import { cardBorn, man, workbook } from '../support/rosters'
import type { Errand } from '../support/uploader'
import { aClass } from '../support/world'

/** kill -9 of the whole server process, at every step of an upload: what stands afterwards is the old draft or the new one, whole. */

const program = path.resolve(`build/uploader-${process.pid}.mjs`)
let url = ''

beforeAll(async () => {
  const [{ name }] = (await db().execute(sql`select current_database() as name`)) as unknown as [{ name: string }]
  url = inject('databaseUrl').replace(/\/template$/, `/${name}`)
  await build({
    entryPoints: ['tests/support/uploader.ts'],
    outfile: program,
    bundle: true,
    packages: 'external',
    alias: { '@': path.resolve('.') },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  })
})
afterAll(() => fs.rmSync(program, { force: true }))

const many: Errand['people'] = Array.from({ length: 4000 }, (_, i) => [
  '王建国',
  cardBorn(new Date(Date.UTC(1970, 0, 1 + i)).toISOString().slice(0, 10)),
  `138${String(i).padStart(8, '0')}`,
])

test.each([
  ['while the file is being checked', 'checking', 0],
  ['when it begins to save', 'saving', 0],
  ['while it saves', 'saving', 60],
  ['later', 'saving', 200],
])('killed %s', { timeout: 90_000 }, async (_, step, afterMs) => {
  const [me, { id: classId }] = [await anEnterprise(), await aClass()]
  const small = workbook([
    ['姓名', '身份证号', '手机号'],
    ['王建国', man, '13800006021'],
  ])
  const rosterId = await receiveUpload(me, { classId, upload: { name: 'a.xlsx', bytes: small } })

  const server = fork(program, [url], { execArgv: [] })
  const gone = once(server, 'exit') // it may be done before it is killed
  await once(server, 'message')
  server.send({ actor: me.actor, now: me.now.toISOString(), classId, people: many } satisfies Errand)
  await new Promise<void>((resolve) => server.on('message', (said) => said === step && resolve()))
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  server.kill('SIGKILL')
  await gone
  await expect // the database notices that its client is gone
    .poll(async () => {
      const open = await db().execute(
        sql`select 1 from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
      )
      return [...open].length
    })
    .toBe(0)

  const [rows, all] = await Promise.all([
    me.db.select().from(rosterRows).where(eq(rosterRows.enterpriseId, me.actor.id)),
    me.db.select().from(rosters).where(eq(rosters.enterpriseId, me.actor.id)),
  ])
  const { people, ready, fileName } = await getRoster(me, rosterId)
  expect(all).toHaveLength(1)
  expect(rows).toHaveLength(people)
  expect([people, fileName]).toEqual(fileName === 'a.xlsx' ? [1, 'a.xlsx'] : [4000, '名单.csv'])
  expect(ready).toBe(people)
  for (const { dataCipher } of rows) expect(openRow(dataCipher).values.name).toBe('王建国')
  if (step === 'checking') expect(people).toBe(1)
  // and the clerk simply uploads again
  expect(await receiveUpload(me, { classId, upload: { name: 'a.xlsx', bytes: small } })).toBe(rosterId)
  expect(await getRoster(me, rosterId)).toMatchObject({ people: 1 })
})
