import { type SQL, sql } from 'drizzle-orm'
import { maskPhone } from '@/lib/identity/rules'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { requireApproved } from '@/lib/shared/staff'

/** How somebody stands, each in one of them: nothing watched yet; less learnt than the time that has gone by; on the way; passed. */
export const progressStates = ['not_started', 'behind', 'learning', 'passed'] as const
export type ProgressState = (typeof progressStates)[number]
export const stateNames: Record<ProgressState, string> = {
  not_started: '未开始',
  behind: '进度落后',
  learning: '学习中',
  passed: '已合格',
}

export const progressFilters = ['state', 'class', 'year', 'order'] as const
export type ProgressQuery = ListQuery<(typeof progressFilters)[number]>

type Row = {
  trainee_id: string
  enrollment_id: string
  name: string
  id_number_masked: string
  phone: string | null
  must_activate: boolean
  class_title: string
  study_until: Date
  year: number
  state: ProgressState
  earned: number
  required: number
  last_learnt_at: Date | null
  passed_at: Date | null
  reminded_at: Date | null
  reminders: number
}

/**
 * The people whom the enterprise enrolled and paid for, each with hours and state; `people` and `progress` are tables to select from. All
 * of them are reckoned in one go, because state is what lists are narrowed by.
 *
 * 进度落后: hours of the courses seen to the end are fewer than the hours required × the share that has gone by of the time from when the
 * class opened to them (or could be studied) until it ends.
 */
function progressOf(ctx: Ctx<Enterprise>, { q, filters }: Pick<ProgressQuery, 'q' | 'filters'>): SQL {
  const { class: classId, order, year } = filters
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  const narrowed = sql.join([
    ...(q ? [sql`and position(${q} in t.name) > 0`] : []),
    ...(classId ? [sql`and ${isId(classId) ? sql`c.id = ${classId}` : sql`false`}`] : []),
    ...(order ? [sql`and ${isId(order) ? sql`i.order_id = ${order}` : sql`false`}`] : []),
    ...(year ? [sql`and p.year = ${Number(year) || 0}`] : []),
  ])
  return sql`
    with people as materialized (
      select i.trainee_id, i.enrollment_id, e.status, e.passed_at, greatest(e.activated_at, c.study_from) as began_at, c.study_until,
        c.id as class_id, c.title as class_title, p.id as program_id, p.year, t.name, t.id_number_masked, t.phone, a.must_activate
      from order_items i
      join enrollments e on e.trainee_id = i.trainee_id and e.id = i.enrollment_id
      join classes c on c.id = e.class_id
      join programs p on p.id = c.program_id
      join trainees t on t.id = i.trainee_id
      join accounts a on a.id = i.trainee_id
      where i.buyer_id = ${ctx.actor.id} and i.ended_at is null and e.status in ('active', 'passed') ${narrowed}
    ), required as (
      select program_id, sum(required_hours)::int as hours from program_parts
      where program_id in (select program_id from people) group by program_id
    ), taken as materialized (
      select enrollment_id, trainee_id, s.id, s.part_id, s.credit_hours, s.watched_at, s.passed_at
      from people join studies s using (trainee_id, enrollment_id)
      where s.ended_at is null
    ), hours as (
      select enrollment_id, sum(least(earned, required_hours))::int as earned, sum(least(seen, required_hours))::int as seen
      from (
        select enrollment_id, part_id,
          coalesce(sum(credit_hours) filter (where passed_at is not null), 0) as earned,
          coalesce(sum(credit_hours) filter (where passed_at is not null or watched_at is not null), 0) as seen
        from taken group by 1, 2
      ) by_part join program_parts on program_parts.id = by_part.part_id
      group by 1
    ), opened as (
      select trainee_id, study_id as id, max(updated_at) as last_learnt_at
      from chapter_progress where trainee_id in (select trainee_id from people) group by 1, 2
    ), learnt as (
      select enrollment_id, max(last_learnt_at) as last_learnt_at from taken join opened using (trainee_id, id) group by 1
    ), reminded as (
      select enrollment_id, max(sent_at) as reminded_at, count(*)::int as reminders
      from roster_reminders where enterprise_id = ${ctx.actor.id} group by 1
    ), progress as materialized (
      select people.*, coalesce(hours.earned, 0) as earned, coalesce(required.hours, 0) as required, learnt.last_learnt_at,
        reminded.reminded_at, coalesce(reminded.reminders, 0) as reminders,
        case when status = 'passed' then 'passed'
          when learnt.last_learnt_at is null then 'not_started'
          when coalesce(hours.seen, 0) < floor(required.hours * least(1, greatest(0,
            extract(epoch from ${now} - began_at) / greatest(1, extract(epoch from study_until - began_at))))) then 'behind'
          else 'learning' end as state
      from people
      left join required using (program_id)
      left join hours using (enrollment_id)
      left join learnt using (enrollment_id)
      left join reminded using (enrollment_id)
    )`
}

const inState = ({ filters: { state } }: Pick<ProgressQuery, 'filters'>) => (state ? sql`where state = ${state}` : sql``)

/** 职工进度: a page of people, whoever learnt least lately first, and how many there are in each state. */
export async function listProgress(ctx: Ctx<Enterprise>, query: ProgressQuery) {
  requireApproved(ctx)
  const [result] = await ctx.db.execute<{ counts: Partial<Record<ProgressState, number>> | null; rows: Json[] | null }>(sql`
    ${progressOf(ctx, query)}
    select
      (select jsonb_object_agg(state, n) from (select state, count(*)::int as n from progress group by state) s) as counts,
      (select jsonb_agg(to_jsonb(page)) from (
        select * from progress ${inState(query)} order by last_learnt_at nulls first, name, enrollment_id
        limit ${pageSize} offset ${(query.page - 1) * pageSize}) page) as rows`)
  const counts = { not_started: 0, behind: 0, learning: 0, passed: 0, ...result?.counts }
  const all = progressStates.reduce((sum, state) => sum + counts[state], 0)
  const { state } = query.filters
  const total = state ? (counts[state as ProgressState] ?? 0) : all
  return { people: (result?.rows ?? []).map(asPerson), counts: { ...counts, all }, total }
}
export type Person = ReturnType<typeof asPerson>

/** More than any enterprise has: a file stays within what a spreadsheet opens and this process holds. */
const mostExported = 60_000

/** Everybody of a list, or those of them who were chosen. */
export async function listAllProgress(
  ctx: Ctx<Enterprise>,
  query: Pick<ProgressQuery, 'q' | 'filters'>,
  chosen?: string[],
): Promise<Person[]> {
  requireApproved(ctx)
  const rows = await ctx.db.execute<Json>(sql`
    ${progressOf(ctx, query)} select * from progress ${inState(query)} order by class_title, name, enrollment_id limit ${mostExported}`)
  const people = [...rows].map(asPerson)
  const wanted = new Set(chosen)
  return chosen ? people.filter(({ enrollmentId }) => wanted.has(enrollmentId)) : people
}

/** Moments come as texts. */
type Json = { [K in keyof Row]: Date extends Row[K] ? string | Exclude<Row[K], Date> : Row[K] }

const moment = (text: string | null) => (text === null ? null : new Date(text))

const asPerson = (row: Json) => ({
  traineeId: row.trainee_id,
  enrollmentId: row.enrollment_id,
  name: row.name,
  idNumberMasked: row.id_number_masked,
  phoneMasked: row.phone && maskPhone(row.phone),
  mustActivate: row.must_activate,
  classTitle: row.class_title,
  year: row.year,
  studyUntil: new Date(row.study_until),
  state: row.state,
  earned: row.earned,
  required: row.required,
  lastLearntAt: moment(row.last_learnt_at),
  passedAt: moment(row.passed_at),
  remindedAt: moment(row.reminded_at),
  reminders: row.reminders,
})

/** What the list can be narrowed by: classes, years and orders with people in them. */
export async function listProgressChoices(ctx: Ctx<Enterprise>) {
  requireApproved(ctx)
  const rows = await ctx.db.execute<{
    class_id: string
    title: string
    year: number
    order_id: string
    number: string
    people: number
  }>(sql`
    select c.id as class_id, c.title, p.year, o.id as order_id, o.number, count(*)::int as people
    from orders o
    join order_items i on i.buyer_id = o.buyer_id and i.order_id = o.id and i.ended_at is null
    join enrollments e on e.trainee_id = i.trainee_id and e.id = i.enrollment_id and e.status in ('active', 'passed')
    join classes c on c.id = e.class_id
    join programs p on p.id = c.program_id
    where o.buyer_id = ${ctx.actor.id}
    group by c.id, p.id, o.buyer_id, o.id order by p.year desc, o.created_at desc`)
  const list = [...rows]
  return {
    classes: [...new Map(list.map((row) => [row.class_id, row.title]))].map(([value, label]) => ({ value, label })),
    years: [...new Set(list.map(({ year }) => year))].map((year) => ({ value: String(year), label: `${year}年度` })),
    orders: list.map((row) => ({ value: row.order_id, label: `${row.title}（${row.people} 人，订单 ${row.number.slice(-6)}）` })),
  }
}
