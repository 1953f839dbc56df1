import { sign, verifySigned } from '@/lib/shared/secrets'
import type { Lesson } from './rules'

/**
 * What a player holds to report progress: made when it opens, so that the hot path needs no session. It carries the facts
 * a report is judged by (the length of the media among them), and is worth nothing once another player opened.
 */
export type ProgressTicket = { traineeId: string; streamId: string; studyId: string; chapterId: string; lesson: Lesson; exp: number }

export const signTicket = (ticket: ProgressTicket) => sign('progress', ticket)
export const readTicket = (text: string, now: Date) => verifySigned<ProgressTicket>('progress', text, now)
