import { closeDb, openDb } from '@/db/client'
import { uuidv7 } from '@/db/id'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { submitRoster } from '@/lib/rosters/submit-roster'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { noticeFor } from '../support/bank'
import { prepare, writeRoster } from './group'
import { oneDecimal, type Row, times, whole } from './report'
import type { Setup } from './setup'

/*
 * 10,000 people of one roster: from 提交信息 (accounts, seats, one order), and from the bank's notice to the class open to all of them with
 * its three compulsory courses. Each is one transaction; what is timed ends with its commit. The baseline writes the same rows of the
 * opening, made beforehand, in one transaction of bare statements that ask nothing. At the end the books must balance.
 */

const people = 10_000
const goalSeconds = 10

export async function groupOpening(setup: Setup): Promise<Row[]> {
  const db = openDb(setup.databaseUrl, 4)
  try {
    const { classId, enterpriseId } = await prepare(setup.sql)
    const now = new Date()
    const me: Ctx<Enterprise> = {
      actor: { kind: 'enterprise', id: enterpriseId, name: 'bench', status: 'approved', address: '127.0.0.1' },
      now,
      db,
    }
    const rosterId = await writeRoster(me, classId, people)
    let orderId = ''
    const submitting = await timed(async () => {
      orderId = await submitRoster(me, { rosterId, leaveOut: false, expectedFen: people * 12_000, invoice: null })
    })
    const notice = await noticeFor(me, orderId)
    const opening = await timed(() => receivePayment({ ...me, actor: { kind: 'system' } }, 'sandbox', notice))
    await checkBooks(setup, classId)
    const bare = await timed(await bareOpening(setup, classId))
    console.log(`  submitted in ${oneDecimal(submitting)} s, opened in ${oneDecimal(opening)} s, bare rows ${oneDecimal(bare)} s`)
    return [
      {
        what: `Opening ${whole(people)} paid enrollments with three courses each, one transaction`,
        product: `${oneDecimal(opening)} s`,
        baseline: `${oneDecimal(bare)} s for the same rows, bare`,
        comparison: times(opening / bare),
        goal: `≤ ${goalSeconds} s`,
        met: opening <= goalSeconds,
      },
      {
        what: `Submitting a roster of ${whole(people)} new people: accounts, seats, order`,
        product: `${oneDecimal(submitting)} s`,
        baseline: '',
        comparison: `${whole(people / submitting)} people/s`,
        goal: '–',
        met: true,
      },
    ]
  } finally {
    await closeDb()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** The rows that the opening wrote, written again for as many enrollments of the same people in a class beside it. */
async function bareOpening({ sql }: Setup, classId: string): Promise<() => Promise<unknown>> {
  const [beside] = await sql`
    with program as (
      insert into programs (id, year, category_id, title, quiz_single, quiz_multiple, quiz_judgement, certificate_prefix, guidance)
      select ${uuidv7()}::uuid, year, category_id, 'bare', quiz_single, quiz_multiple, quiz_judgement, 'BARE', '[]'
      from programs where id = (select program_id from classes where id = ${classId}) returning id)
    insert into classes (id, program_id, region_code, title, seats, seats_taken, enrol_from, enrol_until, study_from, study_until)
    select ${uuidv7()}::uuid, program.id, c.region_code, 'bare', c.seats, c.seats_taken, c.enrol_from, c.enrol_until, c.study_from, c.study_until
    from classes c, program where c.id = ${classId} returning id`
  const twin = String(beside?.id)
  await sql`
    insert into enrollments (trainee_id, id, class_id, program_id, reserved_at)
    select e.trainee_id, gen_random_uuid(), c.id, c.program_id, now() from enrollments e, classes c where e.class_id = ${classId} and c.id = ${twin}`
  const courses = await sql`
    select pc.course_id, pc.part_id from program_courses pc join classes c on c.program_id = pc.program_id where c.id = ${classId}`
  const held = await sql`select trainee_id, id from enrollments where class_id = ${twin}`
  const trainees = held.map((row) => String(row.trainee_id))
  const enrollments = held.map((row) => String(row.id))
  return () =>
    sql.begin(async (tx) => {
      await tx`update enrollments set status = 'active', activated_at = now() where class_id = ${twin}`
      for (const { course_id, part_id } of courses)
        await tx`
          insert into studies (trainee_id, enrollment_id, id, course_id, part_id, credit_hours, quiz_required, selected_at)
          select given.*, ${course_id}, ${part_id}, 2, true, now()
          from unnest(${trainees}::uuid[], ${enrollments}::uuid[], ${held.map(() => uuidv7())}::uuid[]) as given`
    })
}

/** @throws when seats, enrollments, courses and money do not agree */
async function checkBooks({ sql }: Setup, classId: string): Promise<void> {
  const [books] = await sql`
    select c.seats_taken as seats, count(distinct e.id)::int as active, (count(s.id) / 3)::int as with_courses,
      (select count(*)::int from order_items i join orders o on o.buyer_id = i.buyer_id and o.id = i.order_id and o.status = 'paid'
        where i.enrollment_id in (select id from enrollments where class_id = ${classId})) as paid
    from classes c join enrollments e on e.class_id = c.id and e.status = 'active' left join studies s on s.trainee_id = e.trainee_id and s.enrollment_id = e.id
    where c.id = ${classId} group by c.id`
  if (Object.values(books ?? {}).some((n) => n !== people)) throw new Error(`the books do not balance: ${JSON.stringify(books)}`)
}
