import { and, count, desc, eq, exists, type SQL, sql } from 'drizzle-orm'
import { certificates } from '@/db/schema/certificates'
import { accounts, regions, trainees } from '@/db/schema/identity'
import { hasPhone, traineePhone, withPhone } from '@/lib/identity/phones'
import { hasIdNumber } from '@/lib/identity/queries'
import { maskPhone } from '@/lib/identity/rules'
import type { Ctx, Staff } from '@/lib/shared/context'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { type PeopleQuery, recognise } from './people-query'
import { openTyped } from './typed-number'

export type PeopleFilter = 'region' | 'state'
export type AccountState = 'active' | 'waiting' | 'disabled'

export const accountState = (row: { status: 'active' | 'disabled'; mustActivate: boolean }): AccountState =>
  row.status === 'disabled' ? 'disabled' : row.mustActivate ? 'waiting' : 'active'

/** The number of matches is counted up to this: 200,000 people are not counted for a pager that nobody turns. */
const countedAtMost = 2000

/**
 * 学员: newest first, numbers masked. A part of a name is found by its characters (trainees_name_characters), an ID number by its blind
 * index.
 * @returns the rows of one page; `total` stops at 2,000, which `more` says
 * @throws NotFound without the right 'people.read'
 */
export async function listPeople(ctx: Ctx<Staff>, query: ListQuery<PeopleFilter>) {
  requireRight(ctx, 'people.read')
  const asked = recognise(openTyped(query.q))
  if (asked.kind === 'unfinished') return { kind: asked.kind, rows: [], total: 0, more: false }
  const matching = and(
    matches(ctx, asked),
    inState(query.filters.state),
    inRegion(query.filters.region),
    inOwnRegions(ctx, trainees.regionCode),
  )
  const byState = Boolean(query.filters.state)
  const someIds = ctx.db.select({ id: trainees.id }).from(trainees).$dynamic()
  const found = byState ? someIds.innerJoin(accounts, eq(accounts.id, trainees.id)) : someIds
  const [page, [counted]] = await Promise.all([
    found
      .where(matching)
      .orderBy(desc(trainees.id))
      .limit(pageSize)
      .offset((query.page - 1) * pageSize)
      .then((ids) =>
        readPeople(
          ctx,
          ids.map(({ id }) => id),
        ),
      ),
    ctx.db.select({ n: count() }).from(limited(ctx, byState, matching)),
  ])
  const total = Math.min(counted!.n, countedAtMost)
  return { kind: asked.kind, rows: page, total, more: counted!.n > countedAtMost }
}

function limited(ctx: Ctx<Staff>, byState: boolean, matching: SQL | undefined) {
  const ids = ctx.db.select({ id: trainees.id }).from(trainees).$dynamic()
  return (byState ? ids.innerJoin(accounts, eq(accounts.id, trainees.id)) : ids)
    .where(matching)
    .limit(countedAtMost + 1)
    .as('limited')
}

function matches(ctx: Ctx<Staff>, asked: Exclude<PeopleQuery, { kind: 'unfinished' }>): SQL | undefined {
  switch (asked.kind) {
    case 'all':
      return undefined
    case 'id_number':
      return hasIdNumber(asked.idNumber)
    case 'phone':
      return hasPhone(asked.phone)
    case 'certificate':
      return exists(
        ctx.db
          .select({ one: sql`1` })
          .from(certificates)
          .where(and(eq(certificates.number, asked.number), eq(certificates.traineeId, trainees.id))),
      )
    case 'name': {
      const part = asked.name.toLowerCase()
      return sql`string_to_array(lower(${trainees.name}), null) @> string_to_array(${part}, null) and strpos(lower(${trainees.name}), ${part}) > 0`
    }
  }
}

const inRegion = (code: string | undefined) => (code ? eq(trainees.regionCode, code) : undefined)

function inState(state: string | undefined): SQL | undefined {
  if (state === 'disabled') return eq(accounts.status, 'disabled')
  if (state === 'waiting') return and(eq(accounts.status, 'active'), eq(accounts.mustActivate, true))
  return state === 'active' ? and(eq(accounts.status, 'active'), eq(accounts.mustActivate, false)) : undefined
}

async function readPeople(ctx: Ctx<Staff>, ids: string[]) {
  const rows = await ctx.db
    .select({
      id: trainees.id,
      name: trainees.name,
      idNumberMasked: trainees.idNumberMasked,
      ...traineePhone,
      employer: trainees.employer,
      region: regions.name,
      createdAt: trainees.createdAt,
      status: accounts.status,
      mustActivate: accounts.mustActivate,
    })
    .from(trainees)
    .innerJoin(accounts, eq(accounts.id, trainees.id))
    .leftJoin(regions, eq(regions.code, trainees.regionCode))
    .where(sql`${trainees.id} = any(${`{${ids.join(',')}}`}::uuid[])`)
    .orderBy(desc(trainees.id))
  return rows.map(withPhone).map(({ status, mustActivate, phone, ...row }) => ({
    ...row,
    phone: phone && maskPhone(phone),
    state: accountState({ status, mustActivate }),
  }))
}
export type PersonRow = Awaited<ReturnType<typeof readPeople>>[number]

/** 行政区划 to filter by: all, or those of a region manager. */
export async function listRegionOptions(ctx: Ctx<Staff>) {
  const rows = await ctx.db
    .select({ value: regions.code, label: regions.name })
    .from(regions)
    .where(inOwnRegions(ctx, regions.code))
    .orderBy(regions.position, regions.code)
  return rows
}
