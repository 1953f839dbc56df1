/** 2026-03-01 → the moment that day begins in China; null for what is no day. */
export function dayStart(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const at = new Date(`${text}T00:00:00+08:00`)
  return Number.isNaN(at.getTime()) || new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) !== text ? null : at
}

const dayMs = 86_400_000

/** The moment after a day that is still in. */
export const dayEnd = (start: Date) => new Date(start.getTime() + dayMs)

/** A moment so many years later, at the same time of the same day in China; 29 February becomes the 28th. */
export function yearsLater(at: Date, years: number): Date {
  const local = new Date(at.getTime() + 8 * 3_600_000)
  const [month, date] = [local.getUTCMonth(), local.getUTCDate()]
  local.setUTCFullYear(local.getUTCFullYear() + years)
  if (local.getUTCMonth() !== month || local.getUTCDate() !== date) local.setUTCDate(0)
  return new Date(local.getTime() - 8 * 3_600_000)
}
