import type { Until } from '@/db/columns'
import { dayEnd, days, later } from '@/lib/shared/time'

/** 2026-03-01 → the moment that day begins in China; null for what is no day. */
export function dayStart(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const at = new Date(`${text}T00:00:00+08:00`)
  return Number.isNaN(at.getTime()) || new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) !== text ? null : at
}

/** A moment so many years later, at the same time of the same day in China; 29 February becomes the 28th. */
export function yearsLater(at: Date, years: number): Date {
  const local = new Date(at.getTime() + 8 * 3_600_000)
  const [month, date] = [local.getUTCMonth(), local.getUTCDate()]
  local.setUTCFullYear(local.getUTCFullYear() + years)
  if (local.getUTCMonth() !== month || local.getUTCDate() !== date) local.setUTCDate(0)
  return new Date(local.getTime() - 8 * 3_600_000)
}

/** The end of a period so many years later: the last day is the same day, and 28 February stays one where it is not the month's last. */
export const untilYearsLater = (until: Until, years: number): Until => dayEnd(yearsLater(later(until, -days(1)), years))
