import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { connect, type Db } from '@/db/client'
import { migrateUp } from '@/db/migrate'
import { seedCatalog } from '@/db/seed/catalog'
import { listPeople, type PeopleFilter } from '@/lib/admin/people'
import { seedScale } from '@/lib/admin/seed-scale'
import { listToDo } from '@/lib/admin/to-do'
import { getFigures, getTrend, listClassProgress } from '@/lib/admin/today'
import { listWaiting } from '@/lib/admin/waiting'
import type { Ctx, Staff } from '@/lib/shared/context'
import { prepareJobs } from '@/lib/shared/jobs'
import type { ListQuery } from '@/lib/shared/list-query'
import { roleRights } from '@/lib/shared/rights'
import { rowOf, time } from './pages'
import { oneDecimal, type Row } from './report'
import type { Setup } from './setup'

/*
 * 学员 with 200,000 people, and 今日 above them, in a database of its own: from the call to the rows, one after the other. The plans of a
 * search for a part of a name are printed once.
 */

const size = 200_000

const asked = (q: string, filters: ListQuery<PeopleFilter>['filters'] = {}, page = 1): ListQuery<PeopleFilter> => ({
  q,
  page,
  sort: '-created',
  filters,
})
const searches = [
  asked(''),
  asked('', {}, 20),
  asked('王'),
  asked('丽华'),
  asked('张丽'),
  asked('王建国'),
  asked('查无此人'),
  asked('王', { region: '130203' }),
  asked('', { state: 'waiting' }),
  asked('', { state: 'active', region: '130203' }),
  asked('13800006021'),
  asked('130203198809129921'),
  asked('ZJ-2026-130204-000001'),
]

export async function people({ databaseUrl, sql }: Setup): Promise<Row[]> {
  const url = databaseUrl.replace(/\/[^/]+$/, '/bench_people')
  await sql.unsafe('create database bench_people')
  await migrateUp(url)
  await prepareJobs(url)
  const db = connect(url, 4)
  const ctx = staffIn(db)
  try {
    await seedCatalog({ ...ctx, actor: { kind: 'system' } })
    const began = performance.now()
    await seedScale({ ...ctx, actor: { kind: 'system' } }, size, (line) =>
      console.log(`  ${oneDecimal((performance.now() - began) / 1000)} s: ${line}`),
    )
    await db.$client.unsafe('vacuum analyze')
    await explain(url)
    const found = await time(searches.map((query) => [JSON.stringify([query.q, query.filters, query.page]), () => listPeople(ctx, query)]))
    const today = await time([
      ['figures', () => getFigures(ctx)],
      ['30 days', () => getTrend(ctx, 30)],
      ['classes', () => listClassProgress(ctx)],
      ['waiting', () => listWaiting(ctx)],
      ['to do', () => listToDo(ctx)],
    ])
    return [rowOf('People search', size, found), rowOf('今日, each of its queries', size, today)]
  } finally {
    await db.$client.end()
    await sql.unsafe('drop database bench_people with (force)')
  }
}

const staffIn = (db: Db): Ctx<Staff> => ({
  actor: {
    kind: 'staff',
    id: '0',
    name: 'bench',
    role: 'administrator',
    rights: roleRights.administrator,
    regions: null,
    address: 'bench',
  },
  now: new Date(),
  db,
})

/** The plans of a search for a part of a name, as the database carries them out. */
async function explain(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  const statements: [text: string, values: unknown[]][] = []
  const logger = { logQuery: (text: string, values: unknown[]) => statements.push([text, values]) }
  await listPeople(staffIn(drizzle(client, { casing: 'snake_case', logger })), asked('丽华'))
  for (const [text, values] of statements) {
    const plan = await client.unsafe(`explain (analyze, costs off, timing off) ${text}`, values as string[])
    console.log(plan.map((line) => `  ${line['QUERY PLAN']}`).join('\n'), '\n')
  }
  await client.end()
}
