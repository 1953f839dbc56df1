import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Seconds } from '@/db/columns'
import { length, subtract } from '@/lib/learning/ranges'
import { creditReport, furthest, isDone, type Lesson, type StreamState, slackMs } from '@/lib/learning/rules'

const opened = new Date('2026-06-18T04:00:00Z')
const second = (n: number) => new Date(opened.getTime() + n * 1000)
const lesson: Lesson = { durationSeconds: 600, maxSpeedPercent: 100, attentionEverySeconds: null }
const fresh: StreamState = { reportedAt: opened, balanceMs: slackMs, uncheckedSeconds: 0, checkPending: false, keyed: true, watched: [] }
/** A stream whose slack is spent: what it earns is the time that passes. */
const strict: StreamState = { ...fresh, balanceMs: 0 }

describe('what a report earns is capped by the time that passed', () => {
  test.each<[string, StreamState, Seconds, number, Partial<Lesson>, Seconds]>([
    ['ten seconds played in ten seconds', strict, [[0, 10]], 10, {}, [[0, 10]]],
    ['a minute claimed after ten seconds', strict, [[0, 60]], 10, {}, [[0, 10]]],
    ['the whole lesson claimed at once', fresh, [[0, 600]], 0, {}, [[0, 3]]],
    ['the slack lets clocks and networks differ', fresh, [[0, 60]], 10, {}, [[0, 13]]],
    ['no time, no slack, no credit', strict, [[0, 60]], 0, {}, []],
    ['nine tenths of a second are no second', strict, [[0, 60]], 0.9, {}, []],
    ['a player silent for five minutes, by what it had buffered', strict, [[0, 300]], 300, {}, [[0, 60]]],
    ['so at twice the speed: a minute of the lesson', strict, [[0, 300]], 300, { maxSpeedPercent: 200 }, [[0, 60]]],
    ['a playing without the key of the lesson', { ...fresh, keyed: false }, [[0, 300]], 30, {}, []],
    ['at one and a half times the speed', strict, [[0, 60]], 10, { maxSpeedPercent: 150 }, [[0, 15]]],
    ['speed does not stretch the slack', fresh, [[0, 60]], 0, { maxSpeedPercent: 150 }, [[0, 3]]],
    ['beyond the end of the media', strict, [[590, 9000]], 60, {}, [[590, 600]]],
    ['what was seen before costs no time', { ...strict, watched: [[0, 50]] }, [[0, 55]], 5, {}, [[0, 55]]],
    ['a clock that went back', strict, [[0, 60]], -30, {}, []],
    ['nothing played', strict, [], 10, {}, []],
  ])('%s', (_, state, played, seconds, change, watched) => {
    expect(creditReport(state, played, { ...lesson, ...change }, second(seconds)).watched).toEqual(watched)
  })
})

test('the slack is spent once, not with every report', () => {
  const first = creditReport(fresh, [[0, 60]], lesson, second(10))
  expect([length(first.watched), first.balanceMs]).toEqual([13, 0])
  const next = creditReport(first, [[0, 60]], lesson, second(20))
  expect(length(next.watched)).toBe(23)
})

test('the slack comes back with time that is not claimed, and never grows beyond itself', () => {
  const spent = creditReport(fresh, [[0, 60]], lesson, second(10))
  const pause = creditReport(spent, [], lesson, second(12))
  expect(pause.balanceMs).toBe(2000)
  const longPause = creditReport(pause, [], lesson, second(3600))
  expect(longPause.balanceMs).toBe(slackMs)
})

test('what was trimmed is not lost: sent again later, it is credited', () => {
  const played: Seconds = [[0, 30]]
  const early = creditReport(strict, played, lesson, second(10))
  expect(early.watched).toEqual([[0, 10]])
  const late = creditReport(early, played, lesson, second(30))
  expect(late.watched).toEqual([[0, 30]])
})

test('the same report again changes nothing that was watched', () => {
  const once = creditReport(fresh, [[0, 10]], lesson, second(10))
  const twice = creditReport(once, [[0, 10]], lesson, second(10))
  expect([twice.watched, twice.credited, twice.uncheckedSeconds]).toEqual([once.watched, 0, once.uncheckedSeconds])
})

describe('an attention check', () => {
  const watchful = { ...lesson, attentionEverySeconds: 30 }
  test.each([
    [29, false],
    [30, true],
    [31, true],
  ])('after %i credited seconds is due: %s', (seconds, due) => {
    expect(creditReport(strict, [[0, seconds]], watchful, second(seconds)).checkDue).toBe(due)
  })

  test('while it waits nothing is credited and no time gathers', () => {
    const asked = { ...fresh, balanceMs: 1000, checkPending: true, watched: [[0, 30]] satisfies Seconds }
    const withheld = creditReport(asked, [[30, 90]], watchful, second(60))
    expect(withheld).toMatchObject({ watched: [[0, 30]], credited: 0, checkDue: false, balanceMs: 1000, reportedAt: second(60) })
    const answered = creditReport({ ...withheld, checkPending: false }, [[30, 90]], watchful, second(65))
    expect(answered.watched).toEqual([[0, 36]])
  })
})

describe('a chapter is done', () => {
  test.each<[string, Seconds, number, boolean]>([
    ['when all of it is seen', [[0, 60]], 60, true],
    ['when all but the last three seconds are', [[0, 57]], 60, true],
    ['not when four are missing', [[0, 56]], 60, false],
    ['when all but the first three seconds are', [[3, 60]], 60, true],
    ['not when the first four are missing', [[4, 60]], 60, false],
    ['when both edges are missing', [[3, 57]], 60, true],
    ['when the first second of a short lesson is', [[1, 14]], 14, true],
    ['not when a quarter of it is', [[4, 14]], 14, false],
    [
      'not when a second in the middle is',
      [
        [0, 30],
        [31, 60],
      ],
      60,
      false,
    ],
    ['not before it began', [], 60, false],
    ['when it lasts two seconds and the first is seen', [[0, 1]], 2, true],
    ['not when it lasts one second and nothing is seen', [], 1, false],
  ])('%s', (_, watched, durationSeconds, done) => {
    expect(isDone(watched, { durationSeconds })).toBe(done)
  })
})

test('an edge that was not seen is not credited', () => {
  const seen = creditReport({ ...fresh, watched: [] }, [[1, 58]], { ...lesson, durationSeconds: 60 }, second(60))
  expect(seen).toMatchObject({ done: true, watched: [[1, 58]], credited: 57 })
})

test.each<[Seconds, number]>([
  [[], 0],
  [[[0, 9]], 9],
  [
    [
      [0, 9],
      [40, 42],
    ],
    42,
  ],
])('the first pass of %j has come to second %i', (watched, place) => {
  expect(furthest(watched)).toBe(place)
})

/** What a browser, or somebody pretending to be one, may do: report anything at any time, open the player again and again. */
const steps = fc.array(
  fc.record({
    opens: fc.boolean(),
    waitMs: fc.integer({ min: 0, max: 1000 }).map((n) => n * 20),
    played: fc.array(
      fc.tuple(fc.nat(150), fc.nat(60)).map(([from, seconds]): [number, number] => [from, from + seconds]),
      { maxLength: 3 },
    ),
  }),
  { maxLength: 30 },
)

test('no sequence of reports and openings earns more than its time times the speed plus the slack, loses a second, or gains by resending', () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(100, 150, 200), (sequence, maxSpeedPercent) => {
      const short = { ...lesson, durationSeconds: 200, maxSpeedPercent }
      let state = fresh
      let now = opened
      for (const { opens, waitMs, played } of sequence) {
        now = new Date(now.getTime() + waitMs)
        if (opens) state = { ...state, reportedAt: now }
        else {
          const before = state.watched
          state = creditReport(state, played, short, now)
          expect(subtract(before, state.watched)).toEqual([])
          expect(creditReport(state, [...before, ...state.watched], short, now).watched).toEqual(state.watched)
        }
        const elapsedMs = now.getTime() - opened.getTime()
        expect(length(state.watched) * 1000).toBeLessThanOrEqual((elapsedMs * maxSpeedPercent) / 100 + slackMs)
      }
    }),
    { numRuns: 300 },
  )
})

test('reporting seldom does not get past an attention check: credit stops where it is due', () => {
  const state = { reportedAt: new Date(0), balanceMs: 3000, uncheckedSeconds: 0, checkPending: false, keyed: true, watched: [] }
  const lesson = { durationSeconds: 1800, maxSpeedPercent: 100, attentionEverySeconds: 300 }
  let outcome = creditReport(state, [[0, 1800]], lesson, new Date(58_000))
  for (let ms = 116_000; !outcome.checkDue; ms += 58_000) outcome = creditReport(outcome, [[0, 1800]], lesson, new Date(ms))
  expect(outcome).toMatchObject({ watched: [[0, 300]], uncheckedSeconds: 300, done: false })
})

test('a thousand reports a second earn no more than one', () => {
  const lesson = { durationSeconds: 3600, maxSpeedPercent: 150, attentionEverySeconds: null }
  let state = {
    reportedAt: new Date(0),
    balanceMs: 0,
    uncheckedSeconds: 0,
    checkPending: false,
    keyed: true,
    watched: [] as [number, number][],
  }
  for (let ms = 1; ms <= 10_000; ms++) state = { ...state, ...creditReport(state, [[0, 3600]], lesson, new Date(ms)) }
  expect(state.watched.reduce((sum, [from, to]) => sum + to - from, 0)).toBeLessThanOrEqual(15)
})
