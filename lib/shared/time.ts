import type { Until } from '@/db/columns'

export type { Until }

/** The one place where a moment becomes Chinese local time: China has a single zone and no summer time. */
const zone = 'Asia/Shanghai'

const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
const clockFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit', minute: '2-digit' })

let last = { at: Number.NaN, day: '' } // the same moment is asked for again and again

/** What is shown as it is; of an end of days its last day is, see `formatLastDay`. */
type Moment = Date & { readonly afterLastDay?: never }

/** 2026-03-09 */
export function formatDay(at: Moment): string {
  const time = at.getTime()
  if (last.at !== time) last = { at: time, day: dayFormat.format(at) }
  return last.day
}

/** The midnight in China with which the day of a moment began. */
export const startOfDay = (at: Date) => new Date(`${formatDay(at)}T00:00:00+08:00`)

/** 星期四 */
export const formatWeekday = (at: Date) => new Intl.DateTimeFormat('zh-CN', { timeZone: zone, weekday: 'long' }).format(at)

/** How long something waits: 5 分钟, 3 小时, 2 天. */
export function formatWait(since: Date, now: Date): string {
  const ms = Math.max(0, now.getTime() - since.getTime())
  if (ms < 3_600_000) return `${Math.max(1, Math.floor(ms / 60_000))} 分钟`
  return ms < 86_400_000 ? `${Math.floor(ms / 3_600_000)} 小时` : `${Math.floor(ms / 86_400_000)} 天`
}

/** 15 秒, 2 分钟: how long is left, rounded up. */
export const formatSeconds = (seconds: number) => (seconds < 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`)

/** 14:32 */
export const formatClock = (at: Date) => clockFormat.format(at)

/** 2026-03-09 14:32 */
export const formatMoment = (at: Moment) => `${formatDay(at)} ${formatClock(at)}`

/** 2026-03-09T14:32:05, as other houses of the country write a moment. */
export const inBeijing = (at: Date) => later(at, hours(8)).toISOString().slice(0, 19)

/** 2026-12-31: the last day of what runs until then. */
export const formatLastDay = (until: Until) => formatDay(later(until, -1))

/** 2026年3月9日 */
export const formatChineseDay = (day: string) => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** 04:48, 46:05, 1:02:03 */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

export const seconds = (n: number) => n * 1000
export const minutes = (n: number) => n * 60_000
export const hours = (n: number) => n * 3_600_000
export const days = (n: number) => n * 86_400_000
export const later = (at: Date, ms: number) => new Date(at.getTime() + ms)

/** A year in Asia/Shanghai, as its first moment and the first one after it; null for what is no year. */
export const yearSpan = (year: string | undefined) =>
  year && /^20\d\d$/.test(year) ? { from: dayStart(`${year}-01-01`), until: dayStart(`${Number(year) + 1}-01-01`) } : null

/** The first moment of a day (yyyy-mm-dd) in Asia/Shanghai. */
export const dayStart = (day: string) => new Date(`${day}T00:00:00+08:00`)

/** The end of a period whose last day begins at `start` and is still in. */
export const dayEnd = (start: Date): Until => later(start, days(1))

/** The same of a day as yyyy-mm-dd. */
export const untilEndOf = (lastDay: string): Until => dayEnd(dayStart(lastDay))

/** Days until then, today and the last one included. */
export const daysLeft = (until: Until, now: Date) => Math.ceil((until.getTime() - now.getTime()) / days(1))

/** The years from `first` to the one of `now`, the latest first. */
export function yearsSince(first: number, now: Date): string[] {
  const last = Number(formatDay(now).slice(0, 4))
  return Array.from({ length: last - first + 1 }, (_, i) => String(last - i))
}

/** Whole days from one moment to another. */
export const daysBetween = (from: Date, to: Date) => Math.floor((to.getTime() - from.getTime()) / days(1))
