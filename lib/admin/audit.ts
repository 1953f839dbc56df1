import { and, desc, eq, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import { auditLog } from '@/db/schema/audit'
import { enterprises, staff, trainees } from '@/db/schema/identity'
import { idNumberIndex } from '@/lib/identity/queries'
import type { Ctx, Staff } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { requireRight } from '@/lib/shared/staff'
import { days, later } from '@/lib/shared/time'
import { actorKindWords, auditWord } from './audit-words'
import { recognise } from './people-query'

export type AuditFilter = 'action' | 'actor' | 'day'

/** Counted up to this: nobody turns more pages of a log. */
const countedAtMost = 2000

/**
 * 操作日志, newest first: by action, kind of actor, day, and whoever or whatever it is about (a name, user name, ID number, phone, or id).
 * @throws NotFound without the right 'audit.read'
 */
export async function listAudit(ctx: Ctx<Staff>, query: ListQuery<AuditFilter>) {
  requireRight(ctx, 'audit.read')
  const about = await whoIs(ctx, query.q)
  const { action, actor, day } = query.filters
  const matching = and(
    action ? eq(auditLog.action, action) : undefined,
    actor ? eq(auditLog.actorKind, actor) : undefined,
    day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? ofDay(day) : undefined,
    about === null ? undefined : about.length ? or(inArray(auditLog.actorId, about), inArray(auditLog.subjectId, about)) : sql`false`,
  )
  const someIds = ctx.db
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(matching)
    .limit(countedAtMost + 1)
    .as('some')
  const [rows, [counted]] = await Promise.all([
    ctx.db
      .select()
      .from(auditLog)
      .where(matching)
      .orderBy(desc(auditLog.at), desc(auditLog.id))
      .limit(pageSize)
      .offset((query.page - 1) * pageSize),
    ctx.db.select({ n: sql<number>`count(*)::int` }).from(someIds),
  ])
  const total = Math.min(counted!.n, countedAtMost)
  const names = await namesOf(ctx, [...new Set(rows.flatMap(({ actorId, subjectId }) => [actorId, subjectId]).filter((id) => id !== null))])
  return {
    rows: rows.map(({ actorKind, actorId, subjectId, action: what, ...row }) => ({
      id: row.id,
      at: row.at,
      address: row.address,
      what: auditWord(what),
      actor: (actorId && names.get(actorId)?.name) || actorKindWords[actorKind] || actorKind,
      actorKind: actorKindWords[actorKind] ?? actorKind,
      subject: subjectId === null || subjectId === actorId ? null : (names.get(subjectId) ?? null),
      details: wordsOf(row.details),
    })),
    total,
    more: counted!.n > countedAtMost,
  }
}
export type AuditRow = Awaited<ReturnType<typeof listAudit>>['rows'][number]

function ofDay(day: string): SQL | undefined {
  const from = new Date(`${day}T00:00:00+08:00`)
  return Number.isNaN(from.getTime()) ? sql`false` : and(gte(auditLog.at, from), lt(auditLog.at, later(from, days(1))))
}

/** Ids of those whom a text names; null when nothing was typed. */
async function whoIs(ctx: Ctx<Staff>, typed: string): Promise<string[] | null> {
  if (!typed) return null
  if (isId(typed.toLowerCase())) return [typed.toLowerCase()]
  const asked = recognise(typed)
  const person =
    asked.kind === 'id_number'
      ? eq(trainees.idNumberIndex, idNumberIndex(asked.idNumber))
      : asked.kind === 'phone'
        ? eq(trainees.phone, asked.phone)
        : asked.kind === 'name'
          ? // By its characters, which have an index; whole names only.
            sql`string_to_array(lower(${trainees.name}), null) @> string_to_array(${asked.name.toLowerCase()}, null) and ${trainees.name} = ${asked.name}`
          : sql`false`
  const found = await Promise.all([
    ctx.db.select({ id: trainees.id }).from(trainees).where(person).limit(100),
    ctx.db
      .select({ id: staff.id })
      .from(staff)
      .where(or(eq(staff.userName, typed.toLowerCase()), eq(staff.name, typed))),
    ctx.db
      .select({ id: enterprises.id })
      .from(enterprises)
      .where(or(eq(enterprises.name, typed), eq(enterprises.code, typed.toUpperCase())))
      .limit(100),
  ])
  return found.flat().map(({ id }) => id)
}

type Named = { name: string; href: string | null }

async function namesOf(ctx: Ctx<Staff>, ids: string[]): Promise<Map<string, Named>> {
  if (!ids.length) return new Map()
  const these = sql`any(${`{${ids.join(',')}}`}::uuid[])`
  const [people, members, companies] = await Promise.all([
    ctx.db.select({ id: trainees.id, name: trainees.name }).from(trainees).where(sql`${trainees.id} = ${these}`),
    ctx.db.select({ id: staff.id, name: staff.name }).from(staff).where(sql`${staff.id} = ${these}`),
    ctx.db.select({ id: enterprises.id, name: enterprises.name }).from(enterprises).where(sql`${enterprises.id} = ${these}`),
  ])
  return new Map<string, Named>([
    ...people.map(({ id, name }): [string, Named] => [id, { name, href: `/admin/people/${id}` }]),
    ...members.map(({ id, name }): [string, Named] => [id, { name, href: null }]),
    ...companies.map(({ id, name }): [string, Named] => [id, { name, href: `/admin/enterprises/${id}` }]),
  ])
}

const detailWords: Record<string, string> = {
  reason: '原因',
  answer: '答复',
  before: '更改前',
  after: '更改后',
  course: '课程',
  chapter: '章节',
  hours: '学时',
  score: '成绩',
  userName: '用户名',
  job: '任务',
  left: '还剩',
  number: '编号',
  rows: '行数',
  people: '人数',
}

/** Only what has a word of its own is told; ids and the like are for the database. */
const wordsOf = (details: Record<string, unknown> | null): string[] =>
  Object.entries(details ?? {}).flatMap(([key, value]) => {
    const word = detailWords[key]
    if (!word || value === null) return []
    return [`${word}：${say(value)}`]
  })

const say = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, part]) => (Array.isArray(value) ? say(part) : `${key} ${say(part)}`))
        .join('，')
    : String(value)
