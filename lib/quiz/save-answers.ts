import { sql } from 'drizzle-orm'
import type { Ctx } from '@/lib/shared/context'
import type { AnswerTicket } from './ticket'

/** `position` in the paper from 0; `choice` are option indexes, none to take an answer back. */
export type SavedAnswer = { ticket: AnswerTicket; position: number; choice: number[] }
export type SaveResult = { status: 'saved'; savedAt: number } | { status: 'closed' }

/** Writes a batch of answers with one statement; papers already handed in take none, nor do those of a refunded course. Results come in order. */
export async function saveAnswers(ctx: Ctx, answers: SavedAnswer[]): Promise<SaveResult[]> {
  const patches = new Map<string, { traineeId: string; patch: Record<string, number[]> }>()
  for (const { ticket, position, choice } of answers) {
    const entry = patches.get(ticket.attemptId) ?? { traineeId: ticket.traineeId, patch: {} }
    entry.patch[position] = choice
    patches.set(ticket.attemptId, entry)
  }
  const rows = JSON.stringify([...patches].map(([id, { traineeId, patch }]) => ({ id, trainee: traineeId, patch })))
  const saved = await ctx.db.execute<{ id: string }>(sql`
    update quiz_attempts q set answers = q.answers || r.patch
    from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, trainee uuid, patch jsonb)
    where q.trainee_id = r.trainee and q.id = r.id and q.status = 'open'
      and exists (select 1 from studies s where s.trainee_id = q.trainee_id and s.id = q.study_id and s.ended_at is null)
      and exists (select 1 from accounts a where a.id = q.trainee_id and a.status = 'active')
    returning q.id`)
  const open = new Set([...saved].map(({ id }) => id))
  return answers.map(({ ticket }) => (open.has(ticket.attemptId) ? { status: 'saved', savedAt: ctx.now.getTime() } : { status: 'closed' }))
}
