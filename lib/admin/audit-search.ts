import { type SQL, sql } from 'drizzle-orm'
import { enterprises, trainees } from '@/db/schema/identity'
import type { Ctx, Staff } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { containing } from '@/lib/shared/like'
import { sqlArray } from '@/lib/shared/sql-array'
import { isEnterpriseNamed, isPersonNamed, namesakes } from './named'

/** Of titles a part is enough, if it is not so short that it is in many. */
const shortestPart = 4

const roots = [
  'trainees',
  'enterprises',
  'staff',
  'orders',
  'invoices',
  'certificates',
  'programs',
  'classes',
  'courses',
  'others',
] as const
type Roots = Record<(typeof roots)[number], string[]>

/**
 * Ids of all that a text names, and of what belongs to it: a person or an employer by whole name, user name, code, ID number or phone; an order,
 * invoice or certificate by its number; a programme, class, course or notice by its title. Null when nothing was typed.
 */
export async function idsNamedBy(ctx: Ctx<Staff>, typed: string): Promise<string[] | null> {
  if (!typed) return null
  if (isId(typed.toLowerCase())) return [typed.toLowerCase()]
  const found = await rootsOf(ctx, typed)
  const rows = await ctx.db.execute<{ id: string }>(belongingTo(found))
  return [...new Set([...Object.values(found).flat(), ...rows.map(({ id }) => id)])]
}

async function rootsOf(ctx: Ctx<Staff>, typed: string): Promise<Roots> {
  const capital = typed.toUpperCase()
  const titled = (column: SQL) => ([...typed].length < shortestPart ? sql`${column} = ${typed}` : sql`${column} ilike ${containing(typed)}`)
  const title = titled(sql`title`)
  const rows = await ctx.db.execute<{ of: keyof Roots; id: string }>(sql`
    (select 'trainees' "of", ${trainees.id} id from ${trainees} where ${isPersonNamed(typed)} limit ${namesakes})
    union all (select 'enterprises', ${enterprises.id} from ${enterprises} where ${isEnterpriseNamed(typed)} limit ${namesakes})
    union all select 'staff', id from staff where user_name = ${typed.toLowerCase()} or name = ${typed}
    union all select 'orders', id from orders where number = ${typed}
    union all select 'invoices', id from invoices where number = ${typed}
    union all select 'certificates', id from certificates where number = ${capital}
    union all select 'programs', id from programs where ${title}
    union all select 'classes', id from classes where ${title}
    union all select 'courses', id from courses where ${title}
    union all select 'others', id from notices where ${title}
    union all select 'others', id from media where ${title}
    union all select 'others', id from media_uploads where ${titled(sql`file_name`)}
    union all select 'others', id from providers where name = ${typed}`)
  const found = Object.fromEntries(roots.map((root) => [root, []])) as unknown as Roots
  for (const { of, id } of rows) found[of].push(id)
  return found
}

/** Of a class not what its people did in single courses: that is found by the person. */
function belongingTo(found: Roots): SQL {
  const of = (root: keyof Roots) => sqlArray(found[root], 'uuid')
  return sql`
    with people as (select unnest(${of('trainees')}) id),
    units as (select unnest(${of('enterprises')}) id),
    found_certificates as (select c.id, c.enrollment_id, c.trainee_id from certificates c where c.id = any(${of('certificates')})),
    found_classes as (
      select unnest(${of('classes')}) id union select c.id from classes c where c.program_id = any(${of('programs')})
    ),
    found_enrollments as (
      select e.id, e.trainee_id from enrollments e where e.trainee_id in (select id from people)
      union select e.id, e.trainee_id from enrollments e where e.class_id in (select id from found_classes)
      union select c.enrollment_id, c.trainee_id from found_certificates c
    ),
    found_orders as (
      select unnest(${of('orders')}) id
      union select v.order_id from invoices v where v.id = any(${of('invoices')})
      union select o.id from orders o where o.buyer_id in (select id from people union select id from units)
      union select i.order_id from order_items i
        where (i.trainee_id, i.enrollment_id) in (select trainee_id, id from found_enrollments where not exists (select from found_certificates))
    )
    select id from found_classes
    union select id from found_enrollments
    union select id from found_orders
    union select v.id from invoices v where v.order_id in (select id from found_orders)
    union select s.id from studies s where s.trainee_id in (select id from people)
    union select a.id from quiz_attempts a where a.trainee_id in (select id from people)
    union select c.id from certificates c where c.trainee_id in (select id from people)
    union select c.id from certificates c where c.replaced_by in (select id from found_certificates)
    union select c.id from certificates c join enrollments e on e.trainee_id = c.trainee_id and e.id = c.enrollment_id
      where e.class_id in (select id from found_classes)
    union select r.id from rosters r where r.enterprise_id in (select id from units) or r.class_id in (select id from found_classes)
      or r.order_id in (select id from found_orders)
    union select p.id from certificate_packs p where p.enterprise_id in (select id from units) or p.class_id in (select id from found_classes)
    union select q.id from questions q where q.course_id = any(${of('courses')})`
}
