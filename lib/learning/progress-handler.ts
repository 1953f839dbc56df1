import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Db } from '@/db/client'
import type { Seconds } from '@/db/columns'
import { Batcher } from '@/lib/shared/batch'
import { answerJson, readJson } from '@/lib/shared/hot-path'
import { log } from '@/lib/shared/log'
import { type Report, type ReportResult, reportProgress } from './report-progress'
import { everyMs, mayReport } from './report-rate'
import { noteStall } from './stalls'
import { readTicket } from './ticket'

const maxRanges = 200
const statusCodes: Record<ReportResult['status'], number> = { saved: 200, expired: 401, replaced: 409 }

/** POST /api/progress, in front of Next: what every player says every few seconds. Answered only after commit. */
export function progressHandler(db: Db) {
  const batcher = new Batcher<Report, ReportResult>((reports) =>
    reportProgress({ actor: { kind: 'system' }, now: new Date(), db }, reports),
  )
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readJson(request)
    const report = body === null ? null : readReport(body)
    if (!report) return answerJson(response, 400, { status: 'malformed' })
    const now = new Date()
    const ticket = readTicket(report.ticket, now)
    if (!ticket) return answerJson(response, 401, { status: 'expired' })
    if (!mayReport(ticket.streamId, now.getTime())) {
      response.setHeader('retry-after', Math.ceil(everyMs / 1000))
      return answerJson(response, 429, { status: 'too_often' })
    }
    try {
      const result = await batcher.add({ ticket, played: report.played, positionSeconds: report.positionSeconds })
      if (report.stalled && result.status === 'saved') noteStall(ticket, report.positionSeconds, now)
      answerJson(response, statusCodes[result.status], result)
    } catch (error) {
      log().error({ err: error }, 'progress report')
      answerJson(response, 503, { status: 'unavailable' })
    }
  }
}

/** The shape of a report; what it claims is judged by the rule, durations by the ticket. */
function readReport(body: unknown): { ticket: string; played: Seconds; positionSeconds: number; stalled: boolean } | null {
  const { ticket, played, position, stalled } = body as Record<'ticket' | 'played' | 'position' | 'stalled', unknown>
  if (typeof ticket !== 'string' || !ticket.includes('.') || !Array.isArray(played) || played.length > maxRanges) return null
  if (typeof position !== 'number' || !Number.isFinite(position)) return null
  return played.every(isRange) ? { ticket, played, positionSeconds: position, stalled: stalled === true } : null
}

const isSecond = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e6
const isRange = (value: unknown): value is [number, number] => Array.isArray(value) && value.length === 2 && value.every(isSecond)
