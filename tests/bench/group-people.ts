import { connect } from '@/db/client'
import { migrateUp } from '@/db/migrate'
import { seedCatalog } from '@/db/seed/catalog'
import { seedScale } from '@/lib/admin/seed-scale'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { editRow } from '@/lib/rosters/edit-row'
import { getGroupSummary } from '@/lib/rosters/group-summary'
import { listProgress, listProgressChoices, type ProgressQuery } from '@/lib/rosters/progress'
import { getEditableRow, getRoster, listRosters, listRows } from '@/lib/rosters/queries'
import { submitRoster } from '@/lib/rosters/submit-roster'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { prepareJobs } from '@/lib/shared/jobs'
import { noticeFor } from '../support/bank'
import { prepare, writeRoster } from './group'
import { quantile } from './load'
import { rowOf, time } from './pages'
import { oneDecimal, type Row } from './report'
import type { Setup } from './setup'

/*
 * The pages of an enterprise that has enrolled 20,000 people in a class and has as many in a draft, in a database of its own: from the call
 * to the rows, one after the other. Of the people a third has not begun, a third is on the way, some are through. The baseline of 职工进度
 * joins the same people and counts them by status, and nothing else. A draft's row is put right by reading it and writing it back.
 */

const people = 20_000
/** Who have nothing to do with it. */
const others = 40_000

export async function groupPeople({ databaseUrl, sql }: Setup): Promise<Row[]> {
  const url = databaseUrl.replace(/\/[^/]+$/, '/bench_group')
  await sql.unsafe('create database bench_group')
  await migrateUp(url)
  await prepareJobs(url)
  const db = connect(url, 4)
  try {
    const me = await fill({ actor: { kind: 'system' }, now: new Date(), db })
    const query = (change: Partial<ProgressQuery> = {}): ProgressQuery => ({ q: '', page: 1, sort: '', filters: {}, ...change })
    const page = (asked: ProgressQuery) => () => Promise.all([listProgress(me, asked), listProgressChoices(me)])
    const bare = await time([['the same people counted by status alone', () => db.$client.unsafe(bareCount, [me.actor.id])]])
    const progress = await time([
      ['职工进度', page(query())],
      ['page 500', page(query({ page: 500 }))],
      ['behind', page(query({ filters: { state: 'behind' } }))],
      ['by name', page(query({ q: '甲一' }))],
      ['nobody', page(query({ q: '查无此人' }))],
    ])
    const rosterId = (await listRosters(me)).find(({ status }) => status === 'draft')!.id
    const home = await time([
      ['单位首页', () => getGroupSummary(me)],
      ['报名记录', () => listRosters(me)],
      ['核对名单', () => Promise.all([getRoster(me, rosterId), listRows(me, rosterId, { show: 'problems' })])],
    ])
    let edited = 0
    const edit = async () => {
      const row = 2 + ((edited++ * 997) % people)
      const { version } = await getEditableRow(me, rosterId, row)
      await editRow(me, { rosterId, row, version, values: { phone: `136${String(edited).padStart(8, '0')}` } })
    }
    const editing = await time([['one row put right', edit]])
    return [
      rowOf('职工进度', people, progress, `p50 ${oneDecimal(quantile(bare, 0.5))} ms counting them alone`),
      rowOf('单位首页, 报名记录, 核对名单', people, home),
      rowOf('A row of a draft put right', people, editing),
    ]
  } finally {
    await db.$client.end()
    await sql.unsafe('drop database bench_group with (force)')
  }
}

/** Two rosters of one enterprise: the one opened, its people learning; the other a draft. */
async function fill(system: Ctx): Promise<Ctx<Enterprise>> {
  await seedCatalog(system)
  const client = (system.db as ReturnType<typeof connect>).$client
  const { classId, enterpriseId } = await prepare(client)
  const me: Ctx<Enterprise> = {
    ...system,
    now: new Date(), // after the class was published
    actor: { kind: 'enterprise', id: enterpriseId, name: 'bench', status: 'approved', address: '127.0.0.1' },
  }
  const rosterId = await writeRoster(me, classId, people)
  const orderId = await submitRoster(me, { rosterId, leaveOut: false, expectedFen: people * 12_000, invoice: null })
  await receivePayment(system, 'sandbox', await noticeFor(me, orderId))
  await learn(client)
  await seedScale(system, others)
  await writeRoster(me, classId, people, 7_100_000)
  await client.unsafe('vacuum analyze')
  return me
}

/** A third has not begun, a third is in the first course, a third beyond it, and every seventh is through. */
async function learn(client: ReturnType<typeof connect>['$client']): Promise<void> {
  await client.unsafe(`
    update enrollments set activated_at = now() - interval '100 days';
    update classes set study_from = now() - interval '100 days', study_until = now() + interval '100 days' where title = 'bench';
    insert into chapter_progress (trainee_id, study_id, chapter_id, watched_seconds, updated_at)
      select s.trainee_id, s.id, c.id, 60, now() - random() * interval '100 days'
      from studies s join chapters c on c.course_id = s.course_id
      where hashtext(s.trainee_id::text) % 3 <> 0;
    update studies s set learnt_at = p.at from (select study_id, max(updated_at) as at from chapter_progress group by 1) p where p.study_id = s.id;
    update studies set watched_at = now(), passed_at = now() where abs(hashtext(trainee_id::text)) % 3 = 2
      and course_id = (select course_id from program_courses where program_id = (select program_id from classes where title = 'bench') limit 1);
    update studies set watched_at = now(), passed_at = now() where abs(hashtext(trainee_id::text)) % 7 = 1;
    update enrollments set status = 'passed', passed_at = now() where abs(hashtext(trainee_id::text)) % 7 = 1;
    insert into roster_reminders (enterprise_id, trainee_id, enrollment_id, sent_at)
      select r.enterprise_id, r.trainee_id, r.enrollment_id, now() - interval '10 days' from roster_rows r
      where r.trainee_id is not null and hashtext(r.trainee_id::text) % 3 = 0;`)
}

const bareCount = `select e.status, count(*) from order_items i join enrollments e on e.trainee_id = i.trainee_id and e.id = i.enrollment_id
  where i.buyer_id = $1 and i.ended_at is null group by 1`
