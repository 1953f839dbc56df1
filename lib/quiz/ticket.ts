import { sign, verifySigned } from '@/lib/shared/secrets'

/** What an open paper holds to save answers on the hot path: whose it is, which, and how many questions it has. */
export type AnswerTicket = { traineeId: string; attemptId: string; size: number; exp: number }

export const signAnswerTicket = (ticket: AnswerTicket) => sign('answers', ticket)
export const readAnswerTicket = (text: string, now: Date) => verifySigned<AnswerTicket>('answers', text, now)
