import { sql } from 'drizzle-orm'
import { formatRanges, parseRanges, type Seconds } from '@/db/columns'
import { uuidv7 } from '@/db/id'
import { attentionChecks } from '@/db/schema/learning'
import { lockForSettling, settleStudy } from '@/lib/completion/settle'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { creditReport, type StreamState } from './rules'
import type { ProgressTicket } from './ticket'

export type Report = { ticket: ProgressTicket; played: Seconds; positionSeconds: number }
export type ReportResult =
  /** Acknowledged: `watched` is what counts now, whatever was sent. */
  | { status: 'saved'; watched: Seconds; done: boolean; courseDone: boolean; checkId: string | null; savedAt: number }
  /** Another player of this trainee opened since, or the account was disabled. */
  | { status: 'replaced' }

type Row = {
  trainee_id: string
  stream_id: string
  reported_at: string
  balance_ms: number
  unchecked_seconds: number
  check_id: string | null
  watched: string
  done: boolean
}
type Live = StreamState & {
  row: Row
  checkId: string | null
  positionSeconds: number
  completed: boolean
  askedNow: boolean
  done: boolean
}

const column = (values: (string | number | boolean | null)[], type: string) =>
  sql`${sql.param(`{${values.map((v) => (v === null ? 'NULL' : JSON.stringify(String(v)))).join(',')}}`)}::${sql.raw(type)}[]`

/**
 * Credits a batch of reports in one transaction: reads and locks the streams, applies the rule, writes streams and
 * progress, and settles the courses whose last chapter was seen. Results come in order.
 */
export async function reportProgress(ctx: Ctx, reports: Report[]): Promise<ReportResult[]> {
  return inTransaction(ctx, async (tx) => {
    const live = await lockStreams(tx, reports)
    const results = reports.map((report) => credit(tx, live.get(report.ticket.streamId), report))
    const touched = [...new Set(reports.flatMap(({ ticket }) => live.get(ticket.streamId) ?? []))]
    if (!touched.length) return results.map(({ result }) => result())
    await write(tx, touched)
    const asked = results.flatMap(({ asked: check }) => check ?? [])
    if (asked.length) await tx.db.insert(attentionChecks).values(asked)
    const coursesDone = await settle(tx, reports, live)
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
    select s.trainee_id, s.id as stream_id, s.reported_at, s.balance_ms, s.unchecked_seconds, s.check_id,
           p.watched::text as watched, p.completed_at is not null as done
    from streams s
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
        checkId: row.check_id,
        watched: parseRanges(row.watched),
        positionSeconds: 0,
        completed: false,
        askedNow: false,
        done: row.done,
      },
    ]),
  )
}

function credit(tx: Ctx, stream: Live | undefined, { ticket, played, positionSeconds }: Report) {
  if (!stream || stream.row.trainee_id !== ticket.traineeId) return { result: (): ReportResult => ({ status: 'replaced' }) }
  const outcome = creditReport(stream, played, ticket.lesson, tx.now)
  const done = stream.done || outcome.done
  const checkId = outcome.checkDue ? uuidv7(tx.now.getTime()) : stream.checkId
  Object.assign(stream, {
    reportedAt: outcome.reportedAt,
    balanceMs: outcome.balanceMs,
    uncheckedSeconds: outcome.uncheckedSeconds,
    watched: outcome.watched,
    completed: stream.completed || (done && !stream.done),
    done,
    checkId,
    checkPending: checkId !== null,
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
  await tx.db.execute(sql`
    with r as (
      select * from unnest(
        ${column(trainees, 'uuid')}, ${column(balances, 'int')}, ${column(unchecked, 'int')}, ${column(checks, 'uuid')},
        ${column(watched, 'text')}, ${column(positions, 'int')}, ${column(completed, 'boolean')}
      ) as r(trainee_id, balance_ms, unchecked_seconds, check_id, watched, position, completed)
    ), s as (
      update streams s
      set reported_at = ${now}, balance_ms = r.balance_ms, unchecked_seconds = r.unchecked_seconds, check_id = r.check_id
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
