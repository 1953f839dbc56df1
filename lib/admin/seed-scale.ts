import { sql } from 'drizzle-orm'
import { insertPeople, type NewPerson } from '@/lib/identity/insert-people'
import { idNumberIndex } from '@/lib/identity/queries'
import type { Ctx } from '@/lib/shared/context'

/*
 * A city's worth of invented people, to see how the portal bears it: each with an enrolment, a course, an order and its payment, a fifth of
 * them learning today. Set-based, in batches.
 */

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈']
const given = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国华文志海燕红玉春梅鹏飞雪宁波浩宇欣怡佳俊雅琴晓东云龙凤立新永']
const employers = [
  '市政工程有限公司',
  '第一中学',
  '人民医院',
  '建筑设计院',
  '环境卫生服务中心',
  '职业技术学院',
  '水利勘测设计队',
  '公路管理站',
]

/** Numbers of an area that does not exist (000000): nobody's, and never taken for a real one. */
const idNumberOf = (i: number) => `000000${1960 + (i % 40)}${String(1 + (i % 12)).padStart(2, '0')}${String(1 + (i % 28)).padStart(2, '0')}`

function personOf(i: number, regionCodes: string[]): NewPerson {
  const pick = <T>(list: T[], salt: number) => list[(Math.imul(i + 1, salt) >>> 8) % list.length]!
  const idNumber = `${idNumberOf(i)}${String(Math.floor(i / 840) % 10_000).padStart(4, '0')}`
  return {
    name: pick(surnames, 2_654_435_761) + pick(given, 40_503) + (i % 5 ? pick(given, 69_069) : ''),
    documentKind: 'resident_id',
    idNumber,
    index: idNumberIndex(idNumber),
    phone: `1${String(3_000_000_000 + ((i * 7_919) % 6_999_999_999)).slice(0, 10)}`,
    employer: `唐山市${pick(employers, 1_664_525)}`,
    regionCode: pick(regionCodes, 22_695_477),
    technicalGrade: null,
  }
}

const batch = 5000

/** @returns how many people there are now; needs regions and open classes, which the demo's catalogue has */
export async function seedScale(ctx: Ctx, people: number, say: (line: string) => void = () => {}): Promise<void> {
  const regions = [...(await ctx.db.execute<{ code: string }>(sql`select code from regions order by code`))].map(({ code }) => code)
  if (!regions.length) throw new Error('no regions: start the portal once, so that there is a catalogue')
  for (let from = 0; from < people; from += batch) {
    const some = Array.from({ length: Math.min(batch, people - from) }, (_, i) => personOf(from + i, regions))
    await insertPeople(
      ctx,
      some.sort((a, b) => (a.index < b.index ? -1 : 1)),
    )
  }
  say(`${people} people`)
  for (const [what, statement] of steps) {
    await ctx.db.execute(statement)
    say(what)
  }
}

const mine = sql`trainees.id_number_masked like '0000%'`
const rank = sql`row_number() over (order by id) n`

const steps: [what: string, ReturnType<typeof sql>][] = [
  ['accounts', sql`update accounts set must_activate = false from trainees where trainees.id = accounts.id and ${mine}`],
  [
    'enrolments',
    sql`with list as (select id, ${rank} from trainees where ${mine}),
      open as (select c.id, c.program_id, row_number() over (order by c.id) k, count(*) over () total
        from classes c join programs p on p.id = c.program_id where p.selection_timing = 'after_payment')
      insert into enrollments (trainee_id, id, class_id, program_id, status, reserved_at, activated_at, passed_at)
      select l.id, gen_random_uuid(), o.id, o.program_id, (case when l.n % 3 = 0 then 'passed' else 'active' end)::enrollment_status,
        now() - (l.n % 300) * interval '1 day', now() - (l.n % 300) * interval '1 day', case when l.n % 3 = 0 then now() - (l.n % 60) * interval '1 day' end
      from list l join open o on o.k = 1 + l.n % o.total on conflict do nothing`,
  ],
  [
    'seats',
    sql`with taken as (select class_id, count(*) n from enrollments where status in ('reserved', 'active', 'passed') group by class_id)
      update classes set seats_taken = taken.n, seats = case when seats is not null then greatest(seats, taken.n) end
      from taken where taken.class_id = classes.id`,
  ],
  [
    'courses',
    sql`insert into studies (trainee_id, id, enrollment_id, course_id, part_id, credit_hours, quiz_required, selected_at, passed_at)
      select e.trainee_id, gen_random_uuid(), e.id, pc.course_id, pc.part_id, 8, false, e.reserved_at, e.passed_at
      from enrollments e join trainees on trainees.id = e.trainee_id and ${mine}
      join lateral (select course_id, part_id from program_courses where program_id = e.program_id order by course_id limit 1) pc on true
      on conflict do nothing`,
  ],
  [
    'orders',
    sql`insert into orders (buyer_id, id, number, status, amount_fen, created_at, expires_at, paid_at)
      select e.trainee_id, e.id, '9' || lpad((row_number() over (order by e.id))::text, 17, '0'), 'paid', 12000, e.reserved_at, e.reserved_at, e.reserved_at
      from enrollments e join trainees on trainees.id = e.trainee_id and ${mine} on conflict do nothing`,
  ],
  [
    'items',
    sql`insert into order_items (buyer_id, id, trainee_id, order_id, enrollment_id, title, amount_fen)
      select o.buyer_id, o.id, o.buyer_id, o.id, o.id, '班级', o.amount_fen from orders o join trainees on trainees.id = o.buyer_id and ${mine}
      on conflict do nothing`,
  ],
  [
    'payments',
    sql`insert into payments (buyer_id, id, order_id, provider, trade_number, method, amount_fen, paid_at, received_at)
      select o.buyer_id, o.id, o.id, 'scale', o.number, 'wechat', o.amount_fen, o.paid_at, o.paid_at
      from orders o join trainees on trainees.id = o.buyer_id and ${mine} on conflict do nothing`,
  ],
  [
    'ledger',
    sql`insert into ledger_entries (id, posting_id, at, event, account, amount_fen, provider, buyer_id, order_id, reference)
      select gen_random_uuid(), case line.n when 1 then p.id else md5(p.id::text)::uuid end, p.received_at, line.event, line.account, line.sign * p.amount_fen,
        case line.account when 'clearing' then p.provider end, p.buyer_id, p.order_id, p.trade_number
      from payments p join trainees on trainees.id = p.buyer_id and ${mine}
      cross join lateral (values (1, 'payment'::ledger_event, 'clearing'::ledger_account, 1), (1, 'payment', 'receivable', -1),
        (2, 'sale', 'receivable', 1), (2, 'sale', 'revenue', -1)) as line(n, event, account, sign)
      where not exists (select from ledger_entries e where e.buyer_id = p.buyer_id and e.order_id = p.order_id)`,
  ],
  [
    'learning today',
    sql`insert into streams (trainee_id, id, study_id, chapter_id, opened_at, reported_at, balance_ms)
      select distinct on (s.trainee_id) s.trainee_id, gen_random_uuid(), s.id, c.id, now(), now() - random() * interval '20 hours', 0
      from studies s join trainees on trainees.id = s.trainee_id and ${mine}
      join lateral (select id from chapters where course_id = s.course_id order by position limit 1) c on true
      where abs(hashtext(s.trainee_id::text)) % 5 = 0 on conflict do nothing`,
  ],
  ['statistics', sql`analyze`],
]
