import { describe, expect, test } from 'vitest'
import { formatHotline } from '@/lib/shared/hotline'
import { formatMoney, formatYuan } from '@/lib/shared/money'
import {
  days,
  daysLeft,
  formatChineseDay,
  formatClock,
  formatDay,
  formatLastDay,
  formatMoment,
  hours,
  later,
  minutes,
  type Until,
  untilEndOf,
} from '@/lib/shared/time'

describe('money', () => {
  test.each([
    [0, '0.00', '¥0.00'],
    [1, '0.01', '¥0.01'],
    [10, '0.10', '¥0.10'],
    [99, '0.99', '¥0.99'],
    [100, '1.00', '¥1.00'],
    [12_000, '120.00', '¥120.00'],
    [99_999, '999.99', '¥999.99'],
    [100_000, '1,000.00', '¥1,000.00'],
    [12_345_678, '123,456.78', '¥123,456.78'],
    [100_000_000, '1,000,000.00', '¥1,000,000.00'],
    [-5, '-0.05', '-¥0.05'],
    [-12_345_678, '-123,456.78', '-¥123,456.78'],
  ])('%i fen reads %s', (fen, yuan, money) => {
    expect([formatYuan(fen), formatMoney(fen)]).toEqual([yuan, money])
  })
})

describe('a moment is shown as the clock in China shows it', () => {
  test.each([
    ['2026-06-17T15:59:59.999Z', '2026-06-17 23:59'],
    ['2026-06-17T16:00:00Z', '2026-06-18 00:00'],
    ['2025-12-31T15:59:59Z', '2025-12-31 23:59'],
    ['2025-12-31T16:00:00Z', '2026-01-01 00:00'],
    ['2028-02-28T16:00:00Z', '2028-02-29 00:00'],
    ['2026-03-09T06:32:00Z', '2026-03-09 14:32'],
    ['2026-07-01T04:00:00Z', '2026-07-01 12:00'],
  ])('%s is %s', (utc, shown) => {
    const at = new Date(utc)
    expect(formatMoment(at)).toBe(shown)
    expect(`${formatDay(at)} ${formatClock(at)}`).toBe(shown)
  })

  test.each([
    ['2026-03-09', '2026年3月9日'],
    ['2026-12-31', '2026年12月31日'],
  ])('%s is %s in full', (day, shown) => {
    expect(formatChineseDay(day)).toBe(shown)
  })
})

describe('a period of days ends with its last day', () => {
  const everyDay = Array.from({ length: 5 * 366 }, (_, i) => formatDay(new Date(Date.UTC(2024, 0, 1) + days(i))))

  test('of every day that is entered as the last one, that day is shown', () => {
    for (const day of everyDay) expect(formatLastDay(untilEndOf(day))).toBe(day)
  })

  test('it runs through all of that day in China, and not a moment longer', () => {
    for (const day of everyDay) {
      const until = untilEndOf(day)
      expect([formatDay(later(until, -1)), formatMoment(later(until, 0))]).toEqual([day, expect.stringMatching(/ 00:00$/)])
      expect(formatDay(later(until, 0)) > day).toBe(true)
    }
  })

  test('an end within a day, as old data has it, shows that day', () => {
    expect(formatLastDay(new Date('2026-12-31T04:00:00Z'))).toBe('2026-12-31')
  })

  test.each([
    ['2026-12-31T15:59:59Z', 1],
    ['2026-12-30T16:00:00Z', 1],
    ['2026-12-30T15:59:59Z', 2],
    ['2026-12-17T04:00:00Z', 15],
  ])('at %s %d days are left, today included', (now, left) => {
    expect(daysLeft(untilEndOf('2026-12-31'), new Date(now))).toBe(left)
  })

  test('what formats a moment takes no end of days', () => {
    const until: Until = untilEndOf('2026-12-31')
    // @ts-expect-error it would be shown a day late
    expect(formatDay(until)).toBe('2027-01-01')
    // @ts-expect-error likewise
    expect(formatMoment(until)).toBe('2027-01-01 00:00')
  })
})

test('minutes, hours and days are added in milliseconds', () => {
  const at = new Date('2026-06-18T04:00:00Z')
  expect(later(at, days(1) + hours(2) + minutes(3))).toEqual(new Date('2026-06-19T06:03:00Z'))
})

test.each([
  ['4000968823', '400-096-8823'],
  ['03152345678', '03152345678'],
])('the hotline %s reads %s', (number, shown) => {
  expect(formatHotline(number)).toBe(shown)
})
