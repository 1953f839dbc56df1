import type { quizExplains } from '@/db/schema/catalog'
import type { Refusal } from '@/lib/shared/refused'
import { days, formatClock, formatDay, formatMoment, later, minutes, startOfDay } from '@/lib/shared/time'

/** What a programme says of taking a quiz again; null: as often, or as soon, as one likes. */
export type TryTerms = { quizWaitMinutes: number | null; quizDailyTries: number | null; quizMostTries: number | null }
/** `submittedAt` null: the paper is still open. */
export type Try = { openedAt: Date; submittedAt: Date | null }
/**
 * How somebody stands with the tries of one course. `left` and `leftToday` are null where nothing limits them; `nextAt` is when the next
 * paper can be drawn, null when that is now or never.
 */
export type Tries = {
  used: number
  open: boolean
  most: number | null
  left: number | null
  leftToday: number | null
  nextAt: Date | null
}

/** Counts the tries: a paper belongs to the day (Asia/Shanghai) on which it was drawn, and the wait begins when it was handed in. */
export function triesOf(terms: TryTerms, earlier: Try[], now: Date): Tries {
  const { quizWaitMinutes: wait, quizDailyTries: daily, quizMostTries: most } = terms
  const today = startOfDay(now)
  const left = most === null ? null : Math.max(0, most - earlier.length)
  const leftToday = daily === null ? null : Math.max(0, daily - earlier.filter(({ openedAt }) => openedAt >= today).length)
  const handedIn = earlier.map(({ submittedAt }) => submittedAt?.getTime() ?? 0)
  const waitedUntil = wait === null || !handedIn.length ? now : later(new Date(Math.max(...handedIn)), minutes(wait))
  const tomorrow = leftToday === 0 ? later(today, days(1)) : now
  const nextAt = new Date(Math.max(waitedUntil.getTime(), tomorrow.getTime()))
  const open = earlier.some(({ submittedAt }) => !submittedAt)
  return { used: earlier.length, open, most, left, leftToday, nextAt: left === 0 || nextAt <= now ? null : nextAt }
}

/** Why no paper can be drawn now; null when one can. */
export function refusalToTry({ most, left, leftToday, nextAt }: Tries, now: Date): Refusal | null {
  if (left === 0) return { code: 'quiz_tries_used_up', facts: { most: most! } }
  if (!nextAt) return null
  const at = momentWords(nextAt, now)
  return leftToday === 0 ? { code: 'quiz_tries_today', facts: { at } } : { code: 'quiz_try_too_soon', facts: { at } }
}

/** 14:30, 明天 00:00, 2026-03-09 14:30 */
export function momentWords(at: Date, now: Date): string {
  if (formatDay(at) === formatDay(now)) return formatClock(at)
  return formatDay(at) === formatDay(later(now, days(1))) ? `明天 ${formatClock(at)}` : formatMoment(at)
}

type Explains = (typeof quizExplains.enumValues)[number]

/**
 * Whether a handed-in paper shows its key and explanations: all of them, none, or those of the questions that were answered, so that a
 * blank paper brings nothing. Once the course is passed nothing is kept back.
 */
export function keyShown(explains: Explains, course: { passed: boolean } & Pick<Tries, 'left' | 'open'>): 'all' | 'answered' | 'none' {
  if (course.passed) return 'all'
  if (explains === 'always') return 'answered'
  return explains === 'after_last_try' && course.left === 0 && !course.open ? 'all' : 'none'
}
