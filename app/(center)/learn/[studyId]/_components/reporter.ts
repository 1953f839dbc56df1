import type { ReportResult } from '@/lib/learning/report-progress'

export type Saved = Extract<ReportResult, { status: 'saved' }>
export type Outcome = ReportResult | { status: 'too_often' } | { status: 'failed' }

type Source = {
  /** What to say now; null while there is nothing to say it for. */
  body: () => string | null
  /** Something is still to be acknowledged. */
  behind: () => boolean
  playing: () => boolean
  /** The answer takes so long that it is worth telling. */
  slow: () => void
  receive: (outcome: Outcome) => void
}

const url = '/api/progress'
const everyMs = 15_000
/** Nothing plays any more, but the server trimmed the last report to real time: so long it needs to catch up. */
const catchUpMs = 5000
const backOffMs = [5000, 10_000, 20_000, 30_000]
const patienceMs = 12_000
const lateMs = 2000
const slowMs = 800

async function send(body: string): Promise<Outcome> {
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), patienceMs)
  try {
    const headers = { 'Content-Type': 'text/plain' }
    const response = await fetch(url, { method: 'POST', headers, body, keepalive: true, signal: timeout.signal })
    if (response.status === 401) return { status: 'expired' }
    if (response.status === 409) return { status: 'replaced' }
    if (response.status === 429) return { status: 'too_often' }
    const reply: ReportResult = await response.json()
    return response.ok && reply.status === 'saved' ? reply : { status: 'failed' }
  } catch {
    return { status: 'failed' } // no network, or a hotel's sign-in page in our place: either way it is sent again
  } finally {
    clearTimeout(timer)
  }
}

/** Says what was played: one report at a time, every 15 s while playing, sooner when asked, later when nobody answers. */
export function createReporter(source: Source) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueMs = 0
  let sending = false
  let again = false
  let failures = 0
  let lastBeacon = ''
  let stopped = false

  function plan(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(report, ms)
    dueMs = performance.now() + ms
  }

  async function report(): Promise<void> {
    again = sending
    if (sending) return
    clearTimeout(timer)
    timer = undefined
    const body = source.body()
    if (!body) return
    sending = true
    const slow = setTimeout(source.slow, slowMs)
    const outcome = await send(body)
    clearTimeout(slow)
    sending = false
    if (stopped) return
    failures = outcome.status === 'failed' ? failures + 1 : 0
    source.receive(outcome)
    if (outcome.status === 'too_often') plan(everyMs)
    else if (outcome.status === 'failed') plan(backOffMs[Math.min(failures, backOffMs.length) - 1]!)
    else if (outcome.status === 'saved') {
      if (again) await report()
      else if (source.playing()) plan(everyMs)
      else if (source.behind()) plan(catchUpMs)
    }
  }

  return {
    report,
    /** Playing goes on: keeps the rhythm unless something is planned already. Browsers hold back the timers of a page that is hidden. */
    keep: () => {
      if (sending) return
      if (!timer) plan(everyMs)
      else if (performance.now() > dueMs + lateMs) void report()
    },
    failing: () => failures > 0,
    /** The network is back. */
    retry: () => {
      if (failures) void report()
    },
    /** The page may be gone in a moment: said without waiting for an answer, so it stays to be sent again. */
    beacon: () => {
      const body = source.body()
      if (!body || body === lastBeacon) return
      lastBeacon = body
      navigator.sendBeacon(url, body)
    },
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
