import { sql } from 'drizzle-orm'
import { seenLongAgo, sessionHolds } from '@/lib/identity/session-in-use'
import { databaseClock } from '@/lib/learning/database-clock'
import type { Ctx } from '@/lib/shared/context'
import type { AnswerTicket } from './ticket'

/** `position` in the paper from 0; `choice` are option indexes, none to take an answer back. */
export type SavedAnswer = { ticket: AnswerTicket; position: number; choice: number[] }
export type SaveResult = { status: 'saved'; savedAt: number } | { status: 'closed' } | /** The session is over. */ { status: 'expired' }

/**
 * Writes a batch of answers with one statement. Papers already handed in take none, nor do those of a refunded course, of a disabled
 * account, of a session that ended, or of a class whose study period and grace (dueAt) are over by the database's clock. Answering is use of
 * the session. Results come in order.
 */
export async function saveAnswers(ctx: Ctx, answers: SavedAnswer[]): Promise<SaveResult[]> {
  const results: SaveResult[] = []
  for (const round of inRounds(answers)) {
    const outcomes = await saveRound(
      ctx,
      round.map((i) => answers[i]!),
    )
    for (const i of round) results[i] = outcomes.get(answers[i]!.ticket.attemptId)!
  }
  return results
}

/** One round, nearly always; a paper that is open in two sessions at once is written for one after the other. By their places in the batch. */
function inRounds(answers: SavedAnswer[]): number[][] {
  const rounds: number[][] = []
  const sessionOf: Map<string, string | undefined>[] = []
  for (const [i, { ticket }] of answers.entries()) {
    let n = 0
    while (sessionOf[n]?.has(ticket.attemptId) && sessionOf[n]!.get(ticket.attemptId) !== ticket.sessionId) n++
    sessionOf[n] ??= new Map()
    sessionOf[n]!.set(ticket.attemptId, ticket.sessionId)
    rounds[n] ??= []
    rounds[n]!.push(i)
  }
  return rounds
}

async function saveRound(ctx: Ctx, answers: SavedAnswer[]): Promise<Map<string, SaveResult>> {
  const patches = new Map<string, { trainee: string; session?: string; patch: Record<string, number[]> }>()
  for (const { ticket, position, choice } of answers) {
    const entry = patches.get(ticket.attemptId) ?? { trainee: ticket.traineeId, session: ticket.sessionId, patch: {} }
    entry.patch[position] = choice
    patches.set(ticket.attemptId, entry)
  }
  const rows = JSON.stringify([...patches].map(([id, entry]) => ({ id, ...entry })))
  const written = await ctx.db.execute<{ id: string; held: boolean; saved: boolean }>(sql`
    with r as (
      select r.*, c.now, r.session is null or ${sessionHolds(sql`x`, 'trainee', sql`c.now`)} as held,
        ${seenLongAgo(sql`x`, sql`c.now`)} as unseen
      from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, trainee uuid, session uuid, patch jsonb)
      cross join (select ${databaseClock(ctx)} as now) c
      left join sessions x on x.id = r.session and x.account_id = r.trainee
    ), seen as (
      update sessions x set seen_at = r.now from r where x.id = r.session and r.held and r.unseen
    ), saved as (
      update quiz_attempts q set answers = q.answers || r.patch
      from r
      where q.trainee_id = r.trainee and q.id = r.id and q.status = 'open' and r.held
        and exists (
          select 1 from studies s
          join enrollments e on e.trainee_id = s.trainee_id and e.id = s.enrollment_id
          join classes c on c.id = e.class_id
          join programs p on p.id = e.program_id
          where s.trainee_id = q.trainee_id and s.id = q.study_id and s.ended_at is null
            and (e.status = 'passed' or (e.status = 'active'
              and r.now < c.study_until + p.quiz_grace_minutes * interval '1 minute')))
        and exists (select 1 from accounts a where a.id = q.trainee_id and a.status = 'active')
      returning q.id
    )
    select r.id, r.held, exists (select 1 from saved where saved.id = r.id) as saved from r`)
  const savedAt = ctx.now.getTime()
  return new Map(
    [...written].map(({ id, held, saved }) => [id, saved ? { status: 'saved', savedAt } : { status: held ? 'closed' : 'expired' }]),
  )
}
