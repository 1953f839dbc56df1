import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Db } from '@/db/client'
import type { Seconds } from '@/db/columns'
import { Batcher } from '@/lib/shared/batch'
import { answerJson, readJson } from '@/lib/shared/hot-path'
import { log } from '@/lib/shared/log'
import { type Report, type ReportResult, reportProgress } from './report-progress'
import { readTicket } from './ticket'

const maxRanges = 200

/** POST /api/progress, in front of Next: what every player says every few seconds. Answered only after commit. */
export function progressHandler(db: Db) {
  const batcher = new Batcher<Report, ReportResult>((reports) =>
    reportProgress({ actor: { kind: 'system' }, now: new Date(), db }, reports),
  )
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readJson(request)
    const report = body === null ? null : readReport(body)
    if (!report) return answerJson(response, 400, { status: 'malformed' })
    const ticket = readTicket(report.ticket, new Date())
    if (!ticket) return answerJson(response, 401, { status: 'expired' })
    try {
      const result = await batcher.add({ ...report, ticket })
      answerJson(response, result.status === 'saved' ? 200 : 409, result)
    } catch (error) {
      log().error({ err: error }, 'progress report')
      answerJson(response, 503, { status: 'unavailable' })
    }
  }
}

/** The shape of a report; what it claims is judged by the rule, durations by the ticket. */
function readReport(body: unknown): { ticket: string; played: Seconds; positionSeconds: number } | null {
  const { ticket, played, position } = body as { ticket?: unknown; played?: unknown; position?: unknown }
  if (typeof ticket !== 'string' || !ticket.includes('.') || !Array.isArray(played) || played.length > maxRanges) return null
  if (typeof position !== 'number' || !Number.isFinite(position)) return null
  return played.every(isRange) ? { ticket, played, positionSeconds: position } : null
}

const isSecond = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e6
const isRange = (value: unknown): value is [number, number] => Array.isArray(value) && value.length === 2 && value.every(isSecond)
