import { type SQL, sql } from 'drizzle-orm'
import { type SubjectKind, subjectWords } from '@/lib/audit/event'
import { auditEvents } from '@/lib/audit/events'
import type { Ctx, Staff } from '@/lib/shared/context'
import { sqlArray } from '@/lib/shared/sql-array'
import { wordsOf } from './jobs'

/** One thing that an entry is about: `who` is whom it concerns, where it is not a person itself. */
export type AuditObject = { name: string; href: string | null; who: string | null }

const select = (columns: { id?: SQL; name: SQL; href?: SQL; who?: SQL }, from: SQL, id: SQL) => (ids: SQL) =>
  sql`select ${id} id, ${columns.name} "name", ${columns.href ?? sql`null`} href, ${columns.who ?? sql`null`} who from ${from} where ${id} = any(${ids})`

const people = select({ name: sql`t.name`, href: sql`'/admin/people/' || t.id` }, sql`trainees t`, sql`t.id`)
const units = select({ name: sql`e.name`, href: sql`'/admin/enterprises/' || e.id` }, sql`enterprises e`, sql`e.id`)
const members = select({ name: sql`s.name` }, sql`staff s`, sql`s.id`)
const together =
  (...parts: ((ids: SQL) => SQL)[]) =>
  (ids: SQL) =>
    sql.join(
      parts.map((part) => part(ids)),
      sql` union all `,
    )

/** Of an order: its enterprise, and up to three of the people that it is for. */
const buyersOf = sql`concat_ws('：', (select e.name from enterprises e where e.id = o.buyer_id), (
  select string_agg(n.name, '、') filter (where n.nth <= 3) || case when count(*) > 3 then ' 等 ' || count(*) || ' 人' else '' end
  from (select t.name, row_number() over (order by p.first) nth
    from (select i.trainee_id, min(i.id::text) first from order_items i where i.buyer_id = o.buyer_id and i.order_id = o.id group by 1) p
    join trainees t on t.id = p.trainee_id) n))`
const learner = (alias: string) => sql.raw(`(select t.name from trainees t where t.id = ${alias}.trainee_id)`)
const courseOf = (alias: string) => sql.raw(`(select c.title from courses c where c.id = ${alias}.course_id)`)
const classOf = (alias: string) => sql.raw(`(select c.title from classes c where c.id = ${alias}.class_id)`)
const unitOf = (alias: string) => sql.raw(`(select e.name from enterprises e where e.id = ${alias}.enterprise_id)`)
const nothing = sql`select null::uuid id, null "name", null href, null who where ${false}`

/** Where the words for each kind of subject come from. What was removed meanwhile is not found. */
const sources: Record<SubjectKind, (ids: SQL) => SQL> = {
  account: together(people, units, members),
  trainee: people,
  enterprise: units,
  staff: members,
  program: select({ name: sql`p.title`, href: sql`'/admin/programs/' || p.id` }, sql`programs p`, sql`p.id`),
  class: select({ name: sql`c.title`, href: sql`'/admin/programs/' || c.program_id || '/classes/' || c.id` }, sql`classes c`, sql`c.id`),
  course: select({ name: sql`c.title`, href: sql`'/admin/courses/' || c.id` }, sql`courses c`, sql`c.id`),
  lesson: together(
    select({ name: sql`m.title`, href: sql`'/admin/courses/lessons/' || m.id` }, sql`media m`, sql`m.id`),
    select({ name: sql`u.file_name` }, sql`media_uploads u`, sql`u.id`),
  ),
  question: select(
    { name: sql`left(q.stem, 40)`, href: sql`'/admin/courses/' || q.course_id || '/bank/' || q.id`, who: courseOf('q') },
    sql`questions q`,
    sql`q.id`,
  ),
  basics: together(
    select({ name: sql`c.name` }, sql`categories c`, sql`c.id`),
    select({ name: sql`s.name` }, sql`specialties s`, sql`s.id`),
  ),
  provider: select({ name: sql`p.name` }, sql`providers p`, sql`p.id`),
  notice: select({ name: sql`n.title`, href: sql`'/admin/notices/' || n.id` }, sql`notices n`, sql`n.id`),
  enrollment: select({ name: classOf('e'), href: sql`'/admin/people/' || e.trainee_id`, who: learner('e') }, sql`enrollments e`, sql`e.id`),
  study: select(
    { name: courseOf('s'), href: sql`'/admin/people/' || s.trainee_id || '/studies/' || s.id`, who: learner('s') },
    sql`studies s`,
    sql`s.id`,
  ),
  attempt: select(
    {
      name: sql`${courseOf('s')} || ' 第 ' || a.number || ' 次'`,
      href: sql`'/admin/people/' || a.trainee_id || '/studies/' || a.study_id`,
      who: learner('a'),
    },
    sql`quiz_attempts a join studies s on s.trainee_id = a.trainee_id and s.id = a.study_id`,
    sql`a.id`,
  ),
  order: select({ name: sql`o.number`, href: sql`'/admin/orders/' || o.number`, who: buyersOf }, sql`orders o`, sql`o.id`),
  item: select({ name: sql`i.title`, who: learner('i') }, sql`order_items i`, sql`i.id`),
  difference: select(
    {
      name: sql`f.trade_number`,
      href: sql`'/admin/reconciliation/' || f.provider || '/' || f.day`,
      who: sql`(select o.number from orders o where o.buyer_id = f.buyer_id and o.id = f.order_id)`,
    },
    sql`bill_differences f`,
    sql`f.id`,
  ),
  invoice: select(
    { name: sql`coalesce(v.number, o.number)`, href: sql`'/admin/invoices/' || v.id`, who: buyersOf },
    sql`invoices v join orders o on o.buyer_id = v.buyer_id and o.id = v.order_id`,
    sql`v.id`,
  ),
  certificate: select(
    { name: sql`c.number`, href: sql`'/admin/certificates/' || c.id`, who: learner('c') },
    sql`certificates c`,
    sql`c.id`,
  ),
  roster: select(
    { name: classOf('r'), href: sql`'/admin/rosters/' || r.enterprise_id || '/' || r.id`, who: unitOf('r') },
    sql`rosters r`,
    sql`r.id`,
  ),
  pack: select({ name: classOf('p'), who: unitOf('p') }, sql`certificate_packs p`, sql`p.id`),
  job: () => nothing, // cleared away by the queue; the entry says which it was
}

type Entry = { action: string; subjectId: string | null; details: Record<string, unknown> | null }
const refOf = (kind: SubjectKind, id: string) => `${kind} ${id}`

/** What and whom each of these entries is about, in the same order; never nothing: what has no object says what stands for it. */
export async function objectsOf(ctx: Ctx<Staff>, entries: Entry[]): Promise<AuditObject[][]> {
  const asked = entries.map(refsOf)
  const idsOfKind = new Map<SubjectKind, Set<string>>()
  for (const { kind, id } of asked.flat()) idsOfKind.set(kind, (idsOfKind.get(kind) ?? new Set()).add(id))
  const found = new Map<string, AuditObject>()
  await Promise.all(
    [...idsOfKind].map(async ([kind, ids]) => {
      const rows = await ctx.db.execute<AuditObject & { id: string }>(sources[kind](sqlArray([...ids], 'uuid')))
      for (const { id, name, href, who } of rows) found.set(refOf(kind, id), { name, href, who: who || null })
    }),
  )
  return entries.map((entry, i) => {
    const known = asked[i]!.map(({ kind, id }) => found.get(refOf(kind, id)))
    if (!known.length || !known[0]) known[0] = withoutRow(entry)
    return known.filter((one) => one !== undefined)
  })
}

const eventOf = (action: string) => (Object.hasOwn(auditEvents, action) ? auditEvents[action as keyof typeof auditEvents] : null)

function refsOf({ action, subjectId, details }: Entry): { kind: SubjectKind; id: string }[] {
  const event = eventOf(action)
  const own = subjectId ? [{ kind: event?.about ?? 'account', id: subjectId }] : []
  const others = Object.entries(event?.refs ?? {}).flatMap(([key, kind]) =>
    [details?.[key] ?? []].flat().flatMap((id) => (typeof id === 'string' ? [{ kind, id }] : [])),
  )
  return subjectId ? [...own, ...others] : others
}

/** What was removed, or never had a row: by the name that the entry itself keeps, else by its kind. */
function withoutRow({ action, subjectId, details }: Entry): AuditObject {
  const event = eventOf(action)
  const kept = ['title', 'name', 'fileName', 'number', 'code', 'day'].map((key) => details?.[key])
  const name = typeof details?.job === 'string' ? wordsOf(details.job) : kept.find((value) => typeof value === 'string')
  const stands = event?.instead ?? (event?.about ? `${subjectId ? '已删除的' : ''}${subjectWords[event.about]}` : '早期版本的记录')
  return { name: typeof name === 'string' ? `${event?.about === 'job' ? '' : `${stands} `}${name}` : stands, href: null, who: null }
}
