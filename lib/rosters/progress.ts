import { type SQL, sql } from 'drizzle-orm'
import type { Cipher, Until } from '@/db/columns'
import { phoneOf } from '@/lib/identity/phones'
import { maskPhone } from '@/lib/identity/rules'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { requireApproved } from '@/lib/shared/staff'
import { later } from '@/lib/shared/time'
import { mostReminders, remindEvery } from './remind-rules'

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
  phone: Cipher<'trainees.phone'> | null
  employer: string | null
  certificate_number: string | null
  must_activate: boolean
  class_title: string
  study_until: Until
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
 * The people whom the enterprise enrolled and paid for, as a table `progress` to select from: hours and state, and little else, for all of
 * them are reckoned in one go, because state is what lists are narrowed by.
 *
 * 进度落后: hours of the courses seen to the end are fewer than the hours required × the share that has gone by of the time from when the
 * class opened to them (or could be studied) until it ends.
 */
function progressOf(ctx: Ctx<Enterprise>, { q, filters }: Pick<ProgressQuery, 'q' | 'filters'>): SQL {
  const { class: classId, order, year } = filters
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  const narrowed = sql.join(
    [
      ...(q ? [sql`and position(${q} in t.name) > 0`] : []),
      ...(classId ? [sql`and ${isId(classId) ? sql`e.class_id = ${classId}` : sql`false`}`] : []),
      ...(order ? [sql`and ${isId(order) ? sql`i.order_id = ${order}` : sql`false`}`] : []),
      ...(year ? [sql`and e.program_id in (select id from programs where year = ${Number(year) || 0})`] : []),
    ],
    sql` `,
  )
  // One chain of joins along foreign keys, then sums: of these the database guesses well how many they are, and however wrong it is,
  // nobody is compared with everybody. Numbers are int and double: sums of bigint and extract() would be numeric, which costs a tenth more.
  return sql`
    with progress as materialized (
      select people.trainee_id, people.enrollment_id, people.class_id, people.name, people.earned, people.last_learnt_at,
        coalesce(required.hours, 0) as required,
        case when people.status = 'passed' then 'passed'
          when not people.begun then 'not_started'
          when people.seen < floor(required.hours * least(1, greatest(0, date_part('epoch', ${now} - began.at)
            / greatest(1, date_part('epoch', c.study_until - began.at))))) then 'behind'
          else 'learning' end as state
      from (
        select trainee_id, enrollment_id, class_id, status, activated_at, name, bool_or(part_id is not null) as begun,
          max(last_learnt_at) as last_learnt_at, coalesce(sum(least(earned, part_hours)), 0)::int as earned,
          coalesce(sum(least(seen, part_hours)), 0)::int as seen
        from (
          select e.trainee_id, e.id as enrollment_id, e.class_id, e.status, e.activated_at, t.name, part.id as part_id,
            part.required_hours as part_hours, max(s.learnt_at) as last_learnt_at,
            coalesce(sum(s.credit_hours) filter (where s.passed_at is not null), 0)::int as earned,
            coalesce(sum(s.credit_hours) filter (where s.passed_at is not null or s.watched_at is not null), 0)::int as seen
          from order_items i
          join enrollments e on e.trainee_id = i.trainee_id and e.id = i.enrollment_id
          join trainees t on t.id = e.trainee_id
          left join studies s on s.trainee_id = e.trainee_id and s.enrollment_id = e.id and s.ended_at is null
            and (s.learnt_at is not null or s.passed_at is not null)
          left join program_parts part on part.id = s.part_id
          where i.buyer_id = ${ctx.actor.id} and i.ended_at is null and e.status in ('active', 'passed') ${narrowed}
          group by e.trainee_id, e.id, t.id, part.id
        ) by_part
        group by 1, 2, 3, 4, 5, 6
      ) people
      join classes c on c.id = people.class_id
      cross join lateral (select greatest(people.activated_at, c.study_from) as at) began
      left join (select program_id, sum(required_hours)::int as hours from program_parts group by 1) required
        on required.program_id = c.program_id
    )`
}

/** What else is said of some of them. */
const detailed = (ctx: Ctx<Enterprise>, some: SQL): SQL => sql`
  select shown.*, t.id_number_masked, t.phone, e.employer, a.must_activate, e.passed_at,
    (select number from certificates issued where issued.trainee_id = shown.trainee_id and issued.enrollment_id = shown.enrollment_id
      and issued.kind = 'training' and issued.revoked_at is null limit 1) as certificate_number, c.title as class_title, c.study_until, p.year, reminded.*
  from (${some}) shown
  join trainees t on t.id = shown.trainee_id
  join accounts a on a.id = shown.trainee_id
  join enrollments e on e.trainee_id = shown.trainee_id and e.id = shown.enrollment_id
  join classes c on c.id = shown.class_id
  join programs p on p.id = c.program_id
  cross join lateral (
    select max(sent_at) as reminded_at, count(*)::int as reminders from roster_reminders r
    where r.enterprise_id = ${ctx.actor.id} and r.enrollment_id = shown.enrollment_id) reminded`

const inState = ({ filters: { state } }: Pick<ProgressQuery, 'filters'>) => (state ? sql`where state = ${state}` : sql``)
const leastLately = sql`order by last_learnt_at nulls first, name, enrollment_id`

/** The plan is made for this enterprise, and not for the average buyer, who has one order for one person. */
const planned = <T>(ctx: Ctx<Enterprise>, ask: (tx: Ctx<Enterprise>) => Promise<T>): Promise<T> =>
  inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`set local plan_cache_mode = force_custom_plan`)
    return ask(tx)
  })

/** 职工进度: a page of people, whoever learnt least lately first, and how many there are in each state. */
export async function listProgress(ctx: Ctx<Enterprise>, query: ProgressQuery) {
  requireApproved(ctx)
  const [result] = await planned(ctx, (tx) =>
    tx.db.execute<{ counts: Partial<Record<ProgressState, number>> | null; rows: Json[] | null }>(sql`
    ${progressOf(ctx, query)}
    select
      (select jsonb_object_agg(state, n) from (select state, count(*)::int as n from progress group by state) s) as counts,
      (select jsonb_agg(to_jsonb(person)) from (${detailed(
        ctx,
        sql`select * from progress ${inState(query)} ${leastLately} limit ${pageSize} offset ${(query.page - 1) * pageSize}`,
      )} ${leastLately}) person) as rows`),
  )
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
  const rows = await planned(ctx, (tx) =>
    tx.db.execute<Json>(sql`
      ${progressOf(ctx, query)} ${detailed(ctx, sql`select * from progress ${inState(query)}`)}
      order by class_title, name, enrollment_id limit ${mostExported}`),
  )
  const people = [...rows].map(asPerson)
  const wanted = new Set(chosen)
  return chosen ? people.filter(({ enrollmentId }) => wanted.has(enrollmentId)) : people
}

/** How many of a list 提醒 would reach now, as refusalToRemind says of each. */
export async function countReachable(ctx: Ctx<Enterprise>, query: Pick<ProgressQuery, 'q' | 'filters'>): Promise<number> {
  requireApproved(ctx)
  const [row] = await planned(ctx, (tx) =>
    tx.db.execute<{ n: number }>(sql`
      ${progressOf(ctx, query)}
      select count(*)::int as n from (select * from progress ${inState(query)}) shown
      join trainees t on t.id = shown.trainee_id
      join classes c on c.id = shown.class_id
      cross join lateral (
        select max(sent_at) as reminded_at, count(*) as reminders from roster_reminders r
        where r.enterprise_id = ${ctx.actor.id} and r.enrollment_id = shown.enrollment_id) reminded
      where shown.state <> 'passed' and t.phone is not null and c.study_until > ${ctx.now.toISOString()}::timestamptz
        and reminded.reminders < ${mostReminders}
        and (reminded.reminded_at is null or reminded.reminded_at <= ${later(ctx.now, -remindEvery).toISOString()}::timestamptz)`),
  )
  return row?.n ?? 0
}

/** Moments come as texts. */
type Json = { [K in keyof Row]: Date extends Row[K] ? string | Exclude<Row[K], Date> : Row[K] }

const moment = (text: string | null) => (text === null ? null : new Date(text))

const masked = (phone: string | null) => phone && maskPhone(phone)

const asPerson = (row: Json) => ({
  traineeId: row.trainee_id,
  enrollmentId: row.enrollment_id,
  name: row.name,
  idNumberMasked: row.id_number_masked,
  phoneMasked: masked(phoneOf({ id: row.trainee_id, phoneCipher: row.phone })),
  employer: row.employer,
  certificateNumber: row.certificate_number,
  mustActivate: row.must_activate,
  classTitle: row.class_title,
  year: row.year,
  studyUntil: new Date(row.study_until) as Until,
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
  // An order is for one class; what it opened and was not taken back since is still held.
  const rows = await ctx.db.execute<{
    class_id: string
    title: string
    year: number
    order_id: string
    number: string
    people: number
  }>(sql`
    select c.id as class_id, c.title, p.year, o.id as order_id, o.number, held.people
    from orders o
    cross join lateral (
      select count(*)::int as people, min(i.id::text)::uuid as id from order_items i
      where i.buyer_id = o.buyer_id and i.order_id = o.id and i.ended_at is null) held
    join order_items i on i.buyer_id = o.buyer_id and i.id = held.id
    join enrollments e on e.trainee_id = i.trainee_id and e.id = i.enrollment_id
    join classes c on c.id = e.class_id
    join programs p on p.id = c.program_id
    where o.buyer_id = ${ctx.actor.id} and o.status = 'paid'
    order by p.year desc, o.created_at desc`)
  const list = [...rows]
  return {
    classes: [...new Map(list.map((row) => [row.class_id, row.title]))].map(([value, label]) => ({ value, label })),
    years: [...new Set(list.map(({ year }) => year))].map((year) => ({ value: String(year), label: `${year}年度` })),
    orders: list.map((row) => ({ value: row.order_id, label: `${row.title}（${row.people} 人，订单 ${row.number.slice(-6)}）` })),
  }
}
