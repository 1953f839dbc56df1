import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect } from 'vitest'
import { connect, db } from '@/db/client'
import { bundle } from '../../scripts/build.mjs'
import { asOwner, ownerUrl } from './database'

/** The database of the test file, as the portal sees it. */
export const databaseUrl = () => process.env.TEST_DATABASE!

/** `name`: what its connections to the database are called. */
export type Running = { process: ChildProcess; name: string; gone: Promise<unknown> }

/**
 * A program of this folder, bundled once for a test file. Each that is started is a process of its own on the database of the file, and says
 * something when it is ready.
 */
export function programOf(program: string): () => Promise<Running> {
  const bundled = `${program}-${process.pid}`
  const file = path.resolve(`build/${bundled}.mjs`)
  const started: ChildProcess[] = []
  beforeAll(() => bundle({ [bundled]: `tests/support/${program}.ts` }), 120_000)
  afterAll(() => {
    for (const one of started) one.kill('SIGKILL')
    for (const made of [file, `${file}.map`]) fs.rmSync(made, { force: true })
  })
  return async () => {
    const name = `${program}-${started.length}`
    const one = fork(file, [`${databaseUrl()}&application_name=${name}`], { execArgv: [], serialization: 'advanced' })
    started.push(one)
    const gone = once(one, 'exit')
    await once(one, 'message')
    return { process: one, name, gone }
  }
}

/** kill -9, whatever it is at. @returns once the database has noticed, too */
export async function kill(server: Running): Promise<void> {
  server.process.kill('SIGKILL')
  await server.gone
  await expect.poll(() => connectionsOf(server), patient).toBe(0)
}

/**
 * kill -9 when it has written there (`when`: such a row) and not committed yet: a trigger holds it inside its transaction, however fast it is.
 */
export async function killWithin(server: Running, work: () => void, table: string, when = 'true'): Promise<void> {
  await asOwner(`create or replace function hold() returns trigger language plpgsql as
    'begin perform pg_advisory_xact_lock_shared(1); return null; end';
    create trigger hold after insert or update on ${table} for each row when (${when}) execute function hold()`)
  await db().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(1)`)
    work()
    await expect.poll(() => connectionsOf(server, sql`and backend_xid is not null and wait_event = 'advisory'`), patient).toBe(1)
    server.process.kill('SIGKILL')
    await server.gone
  })
  await kill(server)
  await asOwner(`drop trigger hold on ${table}`)
}

const patient = { interval: 20, timeout: 30_000 }

async function connectionsOf({ name }: Running, which?: SQL): Promise<number> {
  const owner = connect(ownerUrl(), 1) // what others wait for is not shown to everybody
  try {
    return (await owner.execute(sql`select 1 from pg_stat_activity where application_name = ${name} ${which}`)).length
  } finally {
    await owner.$client.end()
  }
}
