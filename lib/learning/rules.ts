import type { Seconds } from '@/db/columns'
import { clamp, length, normalize, subtract, take, union } from './ranges'

/** Playing that may be credited beyond the time that passed: clocks and networks are not exact. Spent once, refilled by time. */
export const slackMs = 3000
/** A chapter is done when all but its last seconds are covered: players seldom report the very end. */
const tailSeconds = 2

export type StreamState = {
  reportedAt: Date
  balanceMs: number
  uncheckedSeconds: number
  checkPending: boolean
  watched: Seconds
}
export type Lesson = { durationSeconds: number; maxSpeedPercent: number; attentionEverySeconds: number | null }

/**
 * What a report of played ranges is worth. New seconds are credited up to the real time since the last report, times the
 * allowed speed, plus the slack; what exceeds is trimmed, not lost: the player sees what was acknowledged and sends the
 * rest again. Credit stops where the next attention check is due; while it waits nothing is credited and no time gathers.
 */
export function creditReport(state: StreamState, played: Seconds, lesson: Lesson, now: Date) {
  const elapsedMs = Math.max(0, now.getTime() - state.reportedAt.getTime())
  const carried = Math.min(state.balanceMs, slackMs)
  if (state.checkPending)
    return { ...state, reportedAt: now, balanceMs: carried, credited: 0, checkDue: false, done: isDone(state.watched, lesson) }
  const budgetMs = carried + (elapsedMs * lesson.maxSpeedPercent) / 100
  const fresh = subtract(clamp(played, lesson.durationSeconds), state.watched)
  const untilCheck =
    lesson.attentionEverySeconds === null ? Number.POSITIVE_INFINITY : lesson.attentionEverySeconds - state.uncheckedSeconds
  const granted = take(fresh, Math.min(Math.floor(budgetMs / 1000), Math.max(0, untilCheck)))
  const credited = length(granted)
  const watched = credited ? union(state.watched, granted) : state.watched
  const uncheckedSeconds = state.uncheckedSeconds + credited
  return {
    reportedAt: now,
    balanceMs: Math.min(slackMs, Math.floor(budgetMs - credited * 1000)),
    watched,
    credited,
    uncheckedSeconds,
    checkPending: false,
    checkDue: lesson.attentionEverySeconds !== null && uncheckedSeconds >= lesson.attentionEverySeconds,
    done: isDone(watched, lesson),
  }
}

/** Everything but the tail is covered. */
export const isDone = (watched: Seconds, { durationSeconds }: Pick<Lesson, 'durationSeconds'>) =>
  length(subtract([[0, Math.max(1, durationSeconds - tailSeconds)]], normalize(watched))) === 0

/** Where the first pass has come to: seeking is free up to here. */
export const furthest = (watched: Seconds) => watched.reduce((max, [, to]) => Math.max(max, to), 0)
