import { sign, verifySigned } from '@/lib/shared/secrets'

/** What an open paper holds to save answers on the hot path: whose it is, which, how many questions it has, and the session it ends with. */
export type AnswerTicket = { traineeId: string; attemptId: string; size: number; exp: number; sessionId?: string }

export const signAnswerTicket = (ticket: AnswerTicket) => sign('answers', ticket)
export const readAnswerTicket = (text: string, now: Date) => verifySigned<AnswerTicket>('answers', text, now)
