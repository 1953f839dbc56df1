import type { Seconds } from '@/db/columns'
import { clamp, length, normalize, subtract, take, union } from './ranges'

/** Playing that may be credited beyond the time that passed: clocks and networks are not exact. Spent once, refilled by time. */
export const slackMs = 3000
/** So much of a lesson a player has in its buffer at most (maxMaxBufferLength of the player): what a silence may earn, however long. */
export const bufferMs = 60_000
/** A chapter is done though so much is missing at its start and its end: slow players begin late, and few report the very end. */
const edgeSeconds = 3

export type StreamState = {
  reportedAt: Date
  balanceMs: number
  uncheckedSeconds: number
  checkPending: boolean
  /** The lesson's key was fetched for this playing. */
  keyed: boolean
  watched: Seconds
}
export type Lesson = { durationSeconds: number; maxSpeedPercent: number; attentionEverySeconds: number | null }

/**
 * What a report of played ranges is worth. New seconds are credited up to the real time since the last report, times the
 * allowed speed, plus the slack; what exceeds is trimmed, not lost: the player sees what was acknowledged and sends the
 * rest again. A silence is worth what can have been buffered, and a stream without the lesson's key nothing. Credit stops where the next
 * attention check is due; while it waits nothing is credited and no time gathers.
 */
export function creditReport(state: StreamState, played: Seconds, lesson: Lesson, now: Date) {
  const elapsedMs = Math.max(0, now.getTime() - state.reportedAt.getTime())
  const reportedAt = elapsedMs ? now : state.reportedAt
  const carried = Math.min(state.balanceMs, slackMs)
  if (state.checkPending || !state.keyed)
    return { ...state, reportedAt, balanceMs: carried, credited: 0, checkDue: false, done: isDone(state.watched, lesson) }
  const budgetMs = carried + Math.min(bufferMs, (elapsedMs * lesson.maxSpeedPercent) / 100)
  const fresh = subtract(clamp(played, lesson.durationSeconds), state.watched)
  const untilCheck =
    lesson.attentionEverySeconds === null ? Number.POSITIVE_INFINITY : lesson.attentionEverySeconds - state.uncheckedSeconds
  const granted = take(fresh, Math.min(Math.floor(budgetMs / 1000), Math.max(0, untilCheck)))
  const credited = length(granted)
  const watched = credited ? union(state.watched, granted) : state.watched
  const uncheckedSeconds = state.uncheckedSeconds + credited
  return {
    reportedAt,
    balanceMs: Math.min(slackMs, Math.floor(budgetMs - credited * 1000)),
    watched,
    credited,
    uncheckedSeconds,
    checkPending: false,
    keyed: true,
    checkDue: lesson.attentionEverySeconds !== null && uncheckedSeconds >= lesson.attentionEverySeconds,
    done: isDone(watched, lesson),
  }
}

/**
 * What is missing before the chapter is done. The edges may be: up to three seconds each, of a short lesson a sixth. They are not credited
 * for that; only what was seen is.
 */
export function missing(watched: Seconds, { durationSeconds }: Pick<Lesson, 'durationSeconds'>): Seconds {
  const edge = Math.min(edgeSeconds, Math.ceil(durationSeconds / 6))
  const needed: Seconds = durationSeconds > 2 * edge ? [[edge, durationSeconds - edge]] : [[0, 1]]
  return subtract(needed, normalize(watched))
}

export const isDone = (watched: Seconds, lesson: Pick<Lesson, 'durationSeconds'>) => length(missing(watched, lesson)) === 0

/** Where the first pass has come to: seeking is free up to here. */
export const furthest = (watched: Seconds) => watched.reduce((max, [, to]) => Math.max(max, to), 0)
