import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { prepareAppRole } from '@/db/app-role'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { record } from '@/lib/audit/record'
import { sealAudit } from '@/lib/audit/seal'
import { days, later } from '@/lib/shared/time'
import { asOwner } from '../support/database'
import { asSystem, noon } from '../support/world'

const code = (work: PromiseLike<unknown>) =>
  Promise.resolve(work).then(
    () => 'done',
    (error) => (error.cause ?? error).code as string,
  )
const refused = '42501' // insufficient_privilege

const kept = ['audit_log', 'audit_seals', 'audit_days', 'audit_exports', 'audit_removals', 'ledger_entries', 'bill_lines']
const changes = (table: string) => [`update ${table} set day = day`, `delete from ${table}`, `truncate ${table}`]

test('the portal acts as xueshi_app, also after RESET ROLE, and owns nothing', async () => {
  const who = async () => (await db().execute<{ u: string }>(sql`select current_user u`))[0]!.u
  expect(await who()).toBe('xueshi_app')
  await db().transaction(async (tx) => {
    await tx.execute(sql`reset role`)
    expect((await tx.execute<{ u: string }>(sql`select current_user u`))[0]!.u).toBe('xueshi_app')
  })
  const [owned] = await db().execute<{ n: number }>(sql`select count(*)::int n from pg_class where relowner = 'xueshi_app'::regrole`)
  expect(owned!.n).toBe(0)
})

test.each(kept)('it adds to %s and can neither change nor remove nor empty it, nor switch its trigger off', async (table) => {
  for (const statement of changes(table).map((text) =>
    text.replace('set day = day', 'set id = id').replace(/((?:audit_(?:seals|days|removals)|bill_lines)) set id = id/, '$1 set day = day'),
  ))
    expect(await code(db().execute(sql.raw(statement))), statement).toBe(refused)
  expect(await code(db().execute(sql.raw(`alter table ${table} disable trigger all`)))).toBe(refused)
  expect(await code(db().execute(sql.raw(`drop table ${table}`)))).toBe(refused)
  const rights = sql`has_table_privilege('xueshi_app', ${table}, 'insert') i, has_table_privilege('xueshi_app', ${table}, 'select') s`
  expect((await db().execute(sql`select ${rights}`))[0]).toEqual({ i: true, s: true })
})

test('neither does the owner, but for what the removal of exported days says', async () => {
  await record(asSystem(), 'person.unmask', randomUUID(), { reason: '来电' })
  await sealAudit(asSystem(later(noon, days(2))))
  for (const [table, column] of [
    ['audit_log', 'action'],
    ['audit_seals', 'hash'],
    ['audit_days', 'root'],
  ])
    for (const statement of [`update ${table} set ${column} = 'x'`, `delete from ${table}`, `truncate ${table}`])
      expect(await code(asOwner(statement)), statement).toBe(refused)
  expect(await code(asOwner('delete from audit_head'))).toBe(refused)
  expect(await db().$count(auditLog)).toBe(1)
})

test('it has every right to every other table, those of the queue and those to come, and can make none', async () => {
  await asOwner('create table of_a_later_version (id int generated always as identity primary key)')
  const lacking = await db().execute<{ t: string }>(sql`
    select n.nspname || '.' || c.relname t from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname in ('public', 'pgboss')
      and not (has_table_privilege('xueshi_app', c.oid, 'select') and has_table_privilege('xueshi_app', c.oid, 'insert')
        and has_table_privilege('xueshi_app', c.oid, 'update') and has_table_privilege('xueshi_app', c.oid, 'delete')) order by 1`)
  expect(lacking.map(({ t }) => t)).toEqual(
    ['audit_days', 'audit_exports', 'audit_head', 'audit_log', 'audit_removals', 'audit_seals', 'bill_lines', 'ledger_entries'].map(
      (t) => `public.${t}`,
    ),
  )
  expect(await code(db().execute(sql`insert into of_a_later_version default values`))).toBe('done')
  expect(await code(db().execute(sql`create table mine (id int)`))).toBe(refused)
})

test('a database user who may not make roles goes on as the owner; one who may only use the role uses it', async () => {
  const name = `owner_${process.pid}`
  await asOwner(`create role ${name} login password 'x' nosuperuser nocreaterole`)
  const url = new URL(process.env.TEST_DATABASE!)
  url.search = ''
  url.username = name
  url.password = 'x'
  // The role is there, made by another, and not this user's.
  expect(await prepareAppRole(url.href)).toBeNull()
  const server = postgres(inject('databaseUrl').replace(/\/template$/, '/postgres'), { max: 1, onnotice: () => {} })
  try {
    const own = `own_${process.pid}`
    await server.unsafe(`grant xueshi_app to ${name}`)
    await server.unsafe(`create database ${own} owner ${name}`)
    url.pathname = `/${own}`
    const asPortal = await prepareAppRoleAfter(url.href)
    const portal = postgres(asPortal!, { max: 1 })
    expect(await portal`select current_user u`).toEqual([{ u: 'xueshi_app' }])
    expect(await code(portal`delete from audit_log`)).toBe(refused)
    expect(await code(portal`insert into regions (code, name, position) values ('1', 'x', 0)`)).toBe('done')
    await portal.end()
    await server.unsafe(`drop database ${own} with (force)`)
  } finally {
    await server.unsafe(`drop role if exists ${name}`).catch(() => {})
    await server.end()
  }
})

async function prepareAppRoleAfter(url: string) {
  const { migrateUp } = await import('@/db/migrate')
  const { prepareJobs } = await import('@/lib/shared/jobs')
  await migrateUp(url)
  await prepareJobs(url)
  return prepareAppRole(url)
}
