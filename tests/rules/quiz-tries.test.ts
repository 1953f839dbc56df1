import { describe, expect, test } from 'vitest'
import { dueAt, handedInAt } from '@/lib/quiz/rules'
import { keyShown, momentWords, refusalToTry, type TryTerms, triesOf } from '@/lib/quiz/tries'
import { formatMoment } from '@/lib/shared/time'

/** A moment of June in China, as 18 12:30. */
const china = (text: string) => new Date(`2026-06-${text.replace(' ', 'T')}:00+08:00`)
const now = china('18 12:00')
const free: TryTerms = { quizWaitMinutes: null, quizDailyTries: null, quizMostTries: null }
/** Papers as drawn and handed in; '-' is still open. */
const tries = (...at: [opened: string, submitted: string][]) =>
  at.map(([opened, submitted]) => ({ openedAt: china(opened), submittedAt: submitted === '-' ? null : china(submitted) }))

describe('how somebody stands with the tries', () => {
  test.each<[string, Partial<TryTerms>, ReturnType<typeof tries>, { left?: number; today?: number; next?: string; code?: string }]>([
    ['no limits, no tries', {}, [], {}],
    ['no limits, many tries', {}, tries(['18 11:00', '18 11:30'], ['18 11:40', '18 11:59']), {}],
    ['the first needs no wait', { quizWaitMinutes: 60 }, [], {}],
    [
      'the wait begins when it was handed in',
      { quizWaitMinutes: 60 },
      tries(['18 09:00', '18 11:30']),
      { next: '18 12:30', code: 'quiz_try_too_soon' },
    ],
    ['the wait is over to the minute', { quizWaitMinutes: 30 }, tries(['18 09:00', '18 11:30']), {}],
    ['a wait into the night', { quizWaitMinutes: 1440 }, tries(['18 09:00', '18 11:30']), { next: '19 11:30', code: 'quiz_try_too_soon' }],
    ['one of two today', { quizDailyTries: 2 }, tries(['18 00:00', '18 00:10']), { today: 1 }],
    ['yesterday does not count', { quizDailyTries: 1 }, tries(['17 23:59', '18 00:10']), { today: 1 }],
    ['all of today', { quizDailyTries: 1 }, tries(['18 00:00', '18 00:10']), { today: 0, next: '19 00:00', code: 'quiz_tries_today' }],
    ['an open one counts', { quizDailyTries: 1 }, tries(['18 00:00', '-']), { today: 0, next: '19 00:00', code: 'quiz_tries_today' }],
    [
      'the later of midnight and the wait',
      { quizDailyTries: 1, quizWaitMinutes: 1440 },
      tries(['18 10:00', '18 11:00']),
      { today: 0, next: '19 11:00', code: 'quiz_tries_today' },
    ],
    ['two of three in all', { quizMostTries: 3 }, tries(['17 10:00', '17 11:00'], ['18 10:00', '18 11:00']), { left: 1 }],
    ['none in all', { quizMostTries: 1, quizWaitMinutes: 600 }, tries(['18 10:00', '18 11:00']), { left: 0, code: 'quiz_tries_used_up' }],
    [
      'more than are granted by now',
      { quizMostTries: 1 },
      tries(['16 10:00', '16 11:00'], ['17 10:00', '17 11:00']),
      { left: 0, code: 'quiz_tries_used_up' },
    ],
  ])('%s', (_, terms, earlier, { left = null, today = null, next = null, code = null }) => {
    const standing = triesOf({ ...free, ...terms }, earlier, now)
    expect([standing.left, standing.leftToday, standing.nextAt]).toEqual([left, today, next && china(next)])
    expect(refusalToTry(standing, now)?.code ?? null).toBe(code)
  })
})

test.each([
  ['18 12:30', '12:30'],
  ['19 00:00', '明天 00:00'],
  ['19 23:59', '明天 23:59'],
  ['20 00:00', formatMoment(china('20 00:00'))],
])('%s is said as %s', (at, words) => expect(momentWords(china(at), now)).toBe(words))

describe('what is shown of a paper handed in', () => {
  test.each([
    ['always', { passed: false, left: null, open: false }, 'answered'],
    ['always', { passed: true, left: null, open: false }, 'all'],
    ['after_passing', { passed: false, left: 0, open: false }, 'none'],
    ['after_passing', { passed: true, left: 0, open: false }, 'all'],
    ['after_last_try', { passed: false, left: null, open: false }, 'none'],
    ['after_last_try', { passed: false, left: 1, open: false }, 'none'],
    ['after_last_try', { passed: false, left: 0, open: true }, 'none'],
    ['after_last_try', { passed: false, left: 0, open: false }, 'all'],
    ['after_last_try', { passed: true, left: 2, open: false }, 'all'],
  ] as const)('%s, %j: %s', (explains, course, shown) => expect(keyShown(explains, course)).toBe(shown))
})

describe('how a paper comes in', () => {
  const period = { status: 'active', studyUntil: china('18 12:00'), graceMinutes: 30 }
  test.each([
    ['18 11:59', 'in_time'],
    ['18 12:00', 'in_grace'],
    ['18 12:29', 'in_grace'],
    ['18 12:30', 'by_server'],
  ])('at %s: %s', (at, how) => expect(handedInAt(period, china(at))).toBe(how))

  test('in a passed class always in time', () => {
    expect(handedInAt({ ...period, status: 'passed' }, china('28 12:00'))).toBe('in_time')
    expect(dueAt({ ...period, status: 'passed' })).toBeNull()
  })
})
