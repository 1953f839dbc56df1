import { sql } from 'drizzle-orm'
import { formatRanges, parseRanges, type Seconds } from '@/db/columns'
import { uuidv7 } from '@/db/id'
import { attentionChecks } from '@/db/schema/learning'
import { lockForSettling, settleStudy } from '@/lib/completion/settle'
import { seenLongAgo, sessionHolds } from '@/lib/identity/session-in-use'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { formatDay } from '@/lib/shared/time'
import { databaseClock } from './database-clock'
import { keepDays } from './learning-days'
import { creditReport, type StreamState } from './rules'
import type { ProgressTicket } from './ticket'

export type Report = { ticket: ProgressTicket; played: Seconds; positionSeconds: number }
export type ReportResult =
  /** Acknowledged: `watched` is what counts now, whatever was sent. */
  | { status: 'saved'; watched: Seconds; done: boolean; courseDone: boolean; checkId: string | null; savedAt: number }
  /** Another player of this trainee opened since, or the account was disabled. */
  | { status: 'replaced' }
  /** The ticket ran out, by the database's clock, or its session ended. */
  | { status: 'expired' }

type Row = {
  now: string
  /** Of the session it was opened in; that one still holds, and was last marked as used more than a minute ago. */
  session_id: string | null
  held: boolean
  unseen: boolean
  trainee_id: string
  stream_id: string
  reported_at: string
  balance_ms: number
  unchecked_seconds: number
  check_id: string | null
  keyed: boolean
  day: string | null
  day_seconds: number
  watched: string
  done: boolean
}
type Live = StreamState & {
  row: Row
  checkId: string | null
  positionSeconds: number
  /** By this batch. */
  credited: number
  completed: boolean
  /** A report of this batch counted, whatever it earned. */
  reported: boolean
  done: boolean
}

const column = (values: (string | number | boolean | null)[], type: string) =>
  sql`${sql.param(`{${values.map((v) => (v === null ? 'NULL' : JSON.stringify(String(v)))).join(',')}}`)}::${sql.raw(type)}[]`

/**
 * Credits a batch of reports in one transaction: reads and locks the streams, applies the rule, writes streams and
 * progress, and settles the courses whose last chapter was seen. Time is the database's. Results come in order.
 */
export async function reportProgress(ctx: Ctx, reports: Report[]): Promise<ReportResult[]> {
  return inTransaction(ctx, async (tx) => {
    const live = await lockStreams(tx, reports)
    const [first] = live.values()
    const then = { ...tx, now: first ? new Date(first.row.now) : tx.now }
    const results = reports.map((report) => credit(then, live.get(report.ticket.streamId), report))
    const touched = [...live.values()].filter(({ reported }) => reported)
    if (!touched.length) return results.map(({ result }) => result())
    await write(then, touched)
    const asked = results.flatMap(({ asked: check }) => check ?? [])
    if (asked.length) await tx.db.insert(attentionChecks).values(asked)
    const coursesDone = await settle(then, reports, live)
    return results.map(({ result }, i) => result(coursesDone.has(reports[i]!.ticket.studyId)))
  })
}

/** In the order of trainees, so that two batches never wait for each other in a circle. */
async function lockStreams(tx: Ctx, reports: Report[]): Promise<Map<string, Live>> {
  const ids = column(
    reports.map(({ ticket }) => ticket.traineeId),
    'uuid',
  )
  const streamIds = column(
    reports.map(({ ticket }) => ticket.streamId),
    'uuid',
  )
  const rows = await tx.db.execute<Row>(sql`
    select c.now, s.session_id, s.session_id is null or ${sessionHolds(sql`x`, 'trainee', sql`c.now`)} as held,
           ${seenLongAgo(sql`x`, sql`c.now`)} as unseen, s.trainee_id, s.id as stream_id, s.reported_at, s.balance_ms, s.unchecked_seconds, s.check_id, s.key_at is not null as keyed, s.day, s.day_seconds,
           p.watched::text as watched, p.completed_at is not null as done
    from streams s
    cross join (select ${databaseClock(tx)} as now) c
    left join sessions x on x.id = s.session_id
    join accounts a on a.id = s.trainee_id and a.status = 'active'
    join chapter_progress p on p.trainee_id = s.trainee_id and p.study_id = s.study_id and p.chapter_id = s.chapter_id
    where s.trainee_id = any(${ids}) and s.id = any(${streamIds})
    order by s.trainee_id
    for no key update of s, p`)
  return new Map(
    [...rows].map((row) => [
      row.stream_id,
      {
        row,
        reportedAt: new Date(row.reported_at),
        balanceMs: row.balance_ms,
        uncheckedSeconds: row.unchecked_seconds,
        checkPending: row.check_id !== null,
        keyed: row.keyed,
        checkId: row.check_id,
        watched: parseRanges(row.watched),
        positionSeconds: 0,
        credited: 0,
        completed: false,
        reported: false,
        done: row.done,
      },
    ]),
  )
}

function credit(tx: Ctx, stream: Live | undefined, { ticket, played, positionSeconds }: Report) {
  if (!stream || stream.row.trainee_id !== ticket.traineeId) return { result: (): ReportResult => ({ status: 'replaced' }) }
  if (ticket.exp <= tx.now.getTime() || !stream.row.held) return { result: (): ReportResult => ({ status: 'expired' }) }
  const outcome = creditReport(stream, played, ticket.lesson, tx.now)
  const done = stream.done || outcome.done
  const checkId = outcome.checkDue ? uuidv7(tx.now.getTime()) : stream.checkId
  Object.assign(stream, {
    reportedAt: outcome.reportedAt,
    balanceMs: outcome.balanceMs,
    uncheckedSeconds: outcome.uncheckedSeconds,
    watched: outcome.watched,
    credited: stream.credited + outcome.credited,
    completed: stream.completed || (done && !stream.done),
    done,
    checkId,
    checkPending: checkId !== null,
    reported: true,
    positionSeconds: Math.max(0, Math.min(ticket.lesson.durationSeconds, Math.floor(positionSeconds))),
  } satisfies Partial<Live>)
  const { traineeId, studyId, chapterId } = ticket
  const { watched } = outcome
  return {
    asked: outcome.checkDue && checkId ? { traineeId, id: checkId, studyId, chapterId, askedAt: tx.now } : undefined,
    result: (courseDone = false): ReportResult => ({ status: 'saved', watched, done, courseDone, checkId, savedAt: tx.now.getTime() }),
  }
}

/** Streams and progress in one statement: each is a round trip and a plan, however many rows it writes. */
async function write(tx: Ctx, touched: Live[]) {
  const now = tx.now.toISOString()
  const trainees = touched.map(({ row }) => row.trainee_id)
  const balances = touched.map(({ balanceMs }) => balanceMs)
  const unchecked = touched.map(({ uncheckedSeconds }) => uncheckedSeconds)
  const checks = touched.map(({ checkId }) => checkId)
  const watched = touched.map((stream) => formatRanges(stream.watched))
  const positions = touched.map(({ positionSeconds }) => positionSeconds)
  const completed = touched.map((stream) => stream.completed)
  const credited = touched.map((stream) => stream.credited)
  const day = formatDay(tx.now)
  await keepDays(
    tx,
    touched
      .filter(({ row }) => row.day !== day)
      .map(({ row }) => ({ traineeId: row.trainee_id, day: row.day, daySeconds: row.day_seconds })),
  )
  // A lesson that plays is use of the session, which would end for want of it.
  const seen = touched.filter(({ row, keyed }) => row.unseen && keyed).map(({ row }) => row.session_id)
  await tx.db.execute(sql`
    with seen as (
      update sessions set seen_at = ${now} where id = any(${column(seen, 'uuid')})
    ), r as (
      select * from unnest(
        ${column(trainees, 'uuid')}, ${column(balances, 'int')}, ${column(unchecked, 'int')}, ${column(checks, 'uuid')},
        ${column(watched, 'text')}, ${column(positions, 'int')}, ${column(completed, 'boolean')}, ${column(credited, 'int')}
      ) as r(trainee_id, balance_ms, unchecked_seconds, check_id, watched, position, completed, credited)
    ), s as (
      update streams s
      set reported_at = greatest(s.reported_at, ${now}), balance_ms = r.balance_ms, unchecked_seconds = r.unchecked_seconds, check_id = r.check_id,
        day = ${day}::date, day_seconds = case when s.day = ${day}::date then s.day_seconds else 0 end + r.credited
      from r where s.trainee_id = r.trainee_id
      returning s.trainee_id, s.study_id, s.chapter_id, r.watched::int4multirange as watched, r.position, r.completed
    )
    update chapter_progress p set watched = s.watched, position_seconds = s.position, updated_at = ${now},
      watched_seconds = (select coalesce(sum(upper(x) - lower(x)), 0) from unnest(s.watched) x),
      completed_at = case when s.completed then coalesce(p.completed_at, ${now}) else p.completed_at end
    from s where p.trainee_id = s.trainee_id and p.study_id = s.study_id and p.chapter_id = s.chapter_id`)
}

/** @returns the studies whose last chapter was just seen to the end */
async function settle(tx: Ctx, reports: Report[], live: Map<string, Live>): Promise<Set<string>> {
  const done = new Set<string>()
  await lockForSettling(
    tx,
    reports.flatMap(({ ticket }) => (live.get(ticket.streamId)?.completed ? [ticket] : [])),
  )
  for (const { ticket } of reports) {
    const stream = live.get(ticket.streamId)
    if (!stream?.completed) continue
    stream.completed = false // once a batch
    if (await settleStudy(tx, ticket.traineeId, ticket.studyId)) done.add(ticket.studyId)
  }
  return done
}
