import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { auditLog } from '@/db/schema/audit'
import { enterprises, staff, trainees } from '@/db/schema/identity'
import { actorKindWords, auditWord } from '@/lib/audit/events'
import { record } from '@/lib/audit/record'
import type { Ctx, Staff } from '@/lib/shared/context'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { Refused } from '@/lib/shared/refused'
import { type SheetColumn, tableSheet } from '@/lib/shared/spreadsheet/table-sheet'
import { writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { sqlArray } from '@/lib/shared/sql-array'
import { requireRight } from '@/lib/shared/staff'
import { days, formatMoment, later } from '@/lib/shared/time'
import { detailLines } from './audit-details'
import { objectsOf } from './audit-objects'
import { idsNamedBy } from './audit-search'
import { openTyped } from './typed-number'

export type AuditFilter = 'action' | 'actor' | 'from' | 'until'
export const auditFilters = ['action', 'actor', 'from', 'until'] as const
type AuditQuery = Pick<ListQuery<AuditFilter>, 'q' | 'filters'>

/** Counted up to this: nobody turns more pages of a log. */
const countedAtMost = 2000
const exportedAtMost = 50_000

/**
 * 操作日志, newest first: by action, kind of actor, days, and whoever or whatever it is about (see `idsNamedBy`).
 * @throws NotFound without the right 'audit.read'
 */
export async function listAudit(ctx: Ctx<Staff>, query: ListQuery<AuditFilter>) {
  requireRight(ctx, 'audit.read')
  const matching = await matchingTo(ctx, query)
  const someIds = ctx.db
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(matching)
    .limit(countedAtMost + 1)
    .as('some')
  const [rows, [counted]] = await Promise.all([
    newest(ctx, matching, pageSize, (query.page - 1) * pageSize),
    ctx.db.select({ n: sql<number>`count(*)::int` }).from(someIds),
  ])
  const total = Math.min(counted!.n, countedAtMost)
  return { rows: await inWords(ctx, rows), total, more: counted!.n > countedAtMost }
}

const newest = (ctx: Ctx<Staff>, matching: SQL | undefined, most: number, offset = 0) =>
  ctx.db.select().from(auditLog).where(matching).orderBy(desc(auditLog.at), desc(auditLog.id)).limit(most).offset(offset)

async function inWords(ctx: Ctx<Staff>, rows: (typeof auditLog.$inferSelect)[]) {
  const [names, objects] = await Promise.all([namesOfActors(ctx, rows), objectsOf(ctx, rows)])
  return rows.map(({ actorKind, actorId, action: what, ...row }, i) => ({
    id: row.id,
    at: row.at,
    address: row.address,
    what: auditWord(what),
    actor: (actorId && names.get(actorId)) || actorKindWords[actorKind] || actorKind,
    actorKind: actorKindWords[actorKind] ?? actorKind,
    objects: objects[i]!,
    details: detailLines(row.details),
  }))
}
export type AuditRow = Awaited<ReturnType<typeof inWords>>[number]

/**
 * The same as .xlsx, for an inspection; that it was taken away is written down.
 * @throws NotFound without the right 'audit.read'; Refused('audit_many')
 */
export async function auditWorkbook(ctx: Ctx<Staff>, query: AuditQuery): Promise<Buffer> {
  requireRight(ctx, 'audit.read')
  const found = await newest(ctx, await matchingTo(ctx, query), exportedAtMost + 1)
  if (found.length > exportedAtMost) throw new Refused('audit_many', { most: exportedAtMost })
  const rows = await inWords(ctx, found)
  await record(ctx, 'export.audit', undefined, { ...query.filters, rows: rows.length })
  const columns: SheetColumn<AuditRow>[] = [
    ['时间', 20, ({ at }) => formatMoment(at)],
    ['操作人', 20, ({ actor }) => actor],
    ['类别', 12, ({ actorKind }) => actorKind],
    ['地址', 18, ({ address }) => address],
    ['操作', 24, ({ what }) => what],
    ['对象', 34, ({ objects }) => objects.map(({ name }) => name).join('；')],
    ['相关人员或单位', 30, ({ objects }) => [...new Set(objects.flatMap(({ who }) => who ?? []))].join('；') || null],
    ['说明', 60, ({ details }) => details.join('；') || null],
    ['编号', 38, ({ id }) => id],
  ]
  return writeWorkbook([tableSheet('操作日志', columns, rows)])
}

async function matchingTo(ctx: Ctx<Staff>, { q, filters: { action, actor, from, until } }: AuditQuery): Promise<SQL | undefined> {
  const about = await idsNamedBy(ctx, openTyped(q))
  return and(
    action ? eq(auditLog.action, action) : undefined,
    actor ? eq(auditLog.actorKind, actor) : undefined,
    from ? gte(auditLog.at, midnightOf(from)) : undefined,
    until ? lt(auditLog.at, later(midnightOf(until), days(1))) : undefined,
    about === null
      ? undefined
      : sql`(${auditLog.actorId} = any(${sqlArray(about, 'uuid')}) or ${auditLog.subjectId} = any(${sqlArray(about, 'uuid')}))`,
  )
}

/** What is no day begins and ends nothing: an address that somebody changed by hand is no error. */
function midnightOf(day: string): Date {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00+08:00` : Number.NaN)
  return Number.isNaN(at.getTime()) ? new Date(0) : at
}

async function namesOfActors(ctx: Ctx<Staff>, rows: { actorId: string | null }[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ actorId }) => actorId ?? []))]
  if (!ids.length) return new Map()
  const found = await ctx.db.execute<{ id: string; name: string }>(sql`
    select id, name from (
      select ${trainees.id} id, ${trainees.name} "name" from ${trainees} union all select ${staff.id}, ${staff.name} from ${staff}
      union all select ${enterprises.id}, ${enterprises.name} from ${enterprises}
    ) everybody where id = any(${sqlArray(ids, 'uuid')})`)
  return new Map(found.map(({ id, name }) => [id, name]))
}
