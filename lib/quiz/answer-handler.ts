import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Db } from '@/db/client'
import { Batcher } from '@/lib/shared/batch'
import { answerJson, readJson } from '@/lib/shared/hot-path'
import { log } from '@/lib/shared/log'
import { type SavedAnswer, type SaveResult, saveAnswers } from './save-answers'
import { readAnswerTicket } from './ticket'

const statusCodes: Record<SaveResult['status'], number> = { saved: 200, expired: 401, closed: 409 }

/** POST /api/answers, in front of Next: one answer of an open paper. Acknowledged only after commit. */
export function answerHandler(db: Db) {
  const batcher = new Batcher<SavedAnswer, SaveResult>((answers) =>
    saveAnswers({ actor: { kind: 'system' }, now: new Date(), db }, answers),
  )
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = (await readJson(request)) as { ticket?: unknown; position?: unknown; choice?: unknown } | null
    if (!body || typeof body.ticket !== 'string' || !body.ticket.includes('.')) return answerJson(response, 400, { status: 'malformed' })
    const ticket = readAnswerTicket(body.ticket, new Date())
    if (!ticket) return answerJson(response, 401, { status: 'expired' })
    const { position, choice } = body
    if (!isIndex(position, ticket.size) || !isChoice(choice)) return answerJson(response, 400, { status: 'malformed' })
    try {
      const result = await batcher.add({ ticket, position, choice })
      answerJson(response, statusCodes[result.status], result)
    } catch (error) {
      log().error({ err: error }, 'quiz answer')
      answerJson(response, 503, { status: 'unavailable' })
    }
  }
}

const isIndex = (value: unknown, size: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < size
const isChoice = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= 10 && new Set(value).size === value.length && value.every((option) => isIndex(option, 10))
