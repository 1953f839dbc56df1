import { sign, verifySigned } from '@/lib/shared/secrets'
import type { Lesson } from './rules'

/**
 * What a player holds to report progress: made when it opens, so that the hot path needs no session. It carries the facts
 * a report is judged by (the length of the media among them), and is worth nothing once another player opened.
 */
export type ProgressTicket = { traineeId: string; streamId: string; studyId: string; chapterId: string; lesson: Lesson; exp: number }

export const signTicket = (ticket: ProgressTicket) => sign('progress', ticket)

/** A player shows the same ticket every few seconds: what was verified once need only not have expired. Bounded, as it is memory. */
const verified = new Map<string, ProgressTicket>()
const maxVerified = 20_000

/** Null when it is not ours or has expired. */
export function readTicket(text: string, now: Date): ProgressTicket | null {
  const known = verified.get(text)
  if (known) return known.exp > now.getTime() ? known : null
  const ticket = verifySigned<ProgressTicket>('progress', text, now)
  if (!ticket) return null
  if (verified.size >= maxVerified) verified.clear()
  verified.set(text, ticket)
  return ticket
}
