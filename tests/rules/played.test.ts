import { describe, expect, test } from 'vitest'
import type { Seconds } from '@/db/columns'
import {
  acknowledge,
  advance,
  finish,
  firstGap,
  frontier,
  jump,
  mustWait,
  nothingPlayed,
  type Played,
  resumeAt,
  unacknowledged,
} from '@/lib/learning/played'

/** Looks at a playing video at these places, a quarter of a second apart unless told. */
function play(
  places: number[],
  { rate = 1, everyMs = 250, from = nothingPlayed([]) }: { rate?: number; everyMs?: number; from?: Played } = {},
) {
  return places.reduce((played, position, i) => advance(played, { position, rate, ms: i * everyMs }), from)
}
const steps = (from: number, to: number, step = 0.25) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step)
const at = (position: number, ms = 0) => ({ position, rate: 1, ms })

describe('a second counts when the playhead passed its end', () => {
  test.each<[string, number[], Seconds]>([
    ['nothing before the first second is over', steps(0, 0.75), []],
    ['whole seconds of a run', steps(0, 4.75), [[0, 4]]],
    ['the end itself is not needed for the next one', steps(0, 5), [[0, 5]]],
    ['a start within a third of the second is as good as its start', steps(7.25, 10), [[7, 10]]],
    ['a later start loses that second', steps(7.5, 10), [[8, 10]]],
    ['one look says nothing', [12], []],
  ])('%s', (_, places, expected) => {
    expect(unacknowledged(play(places))).toEqual(expected)
  })
})

describe('only what was played counts', () => {
  test.each<[string, Played, Seconds]>([
    [
      'a leap forward without the event of a seek',
      play([0, 1, 60, 61, 62], { everyMs: 1000 }),
      [
        [0, 1],
        [60, 62],
      ],
    ],
    [
      'a leap back',
      play([10, 11, 3, 4, 5], { everyMs: 1000 }),
      [
        [3, 5],
        [10, 11],
      ],
    ],
    ['double speed comes twice as far', play(steps(0, 8, 2), { rate: 2, everyMs: 1000 }), [[0, 8]]],
    ['an old computer that looks every four seconds', play([0, 4, 8], { everyMs: 4000 }), [[0, 8]]],
    ['but no more than those four seconds', play([0, 9], { everyMs: 4000 }), []],
    ['a pause in the middle of a second', play([4.6, 4.6, 5.4, 6.1], { from: play(steps(3, 4.6, 0.2)), everyMs: 500 }), [[3, 6]]],
  ])('%s', (_, played, expected) => {
    expect(unacknowledged(played)).toEqual(expected)
  })
})

describe('moving the playhead', () => {
  test('what lies between is not played, even after a long pause', () => {
    const moved = jump(play(steps(0, 5)), at(9, 600_000))
    expect(unacknowledged(advance(moved, at(10, 601_000)))).toEqual([
      [0, 5],
      [9, 10],
    ])
  })
  test('a nudge over the seam of two segments is playing', () => {
    const nudged = jump(play(steps(0, 5.5)), at(5.7, 6000))
    expect(unacknowledged(play([5.7, 6, 7], { from: nudged, everyMs: 1000 }))).toEqual([[0, 7]])
  })
  test('going back and playing on joins', () => {
    const back = jump(play(steps(0, 12.75)), at(12, 60_000))
    expect(unacknowledged(play([12, 13, 14], { from: back, everyMs: 1000 }))).toEqual([[0, 14]])
  })
})

describe('the end of the video', () => {
  test.each<[string, number, number, Seconds]>([
    ['fills up to the real duration', 14.6, 15.02, [[10, 15]]],
    ['in whole seconds', 14.6, 14.98, [[10, 14]]],
    ['not when it is far away', 12, 15, [[10, 12]]],
    ['nothing to do when it was reached', 15, 15, [[10, 15]]],
  ])('%s', (_, last, duration, expected) => {
    expect(unacknowledged(finish(play([10, ...steps(10.2, last, 0.2)]), duration))).toEqual(expected)
  })
})

describe('what the server acknowledged', () => {
  const played = play(steps(0, 20))
  test.each<[string, Seconds, Seconds]>([
    ['everything', [[0, 20]], []],
    ['a part, the rest is sent again', [[0, 16]], [[16, 20]]],
    ['nothing, as while 签到 waits', [], [[0, 20]]],
    ['more than this page played', [[0, 300]], []],
    [
      'a part in the middle',
      [[5, 10]],
      [
        [0, 5],
        [10, 20],
      ],
    ],
  ])('%s', (_, watched, left) => {
    expect(unacknowledged(acknowledge(played, watched))).toEqual(left)
  })
  test('what was acknowledged before is not sent when it is played again', () => {
    expect(unacknowledged(play(steps(8, 14), { from: nothingPlayed([[0, 10]]) }))).toEqual([[10, 14]])
  })
})

test.each<[string, Played, number]>([
  ['nothing yet', nothingPlayed([]), 0],
  ['what was acknowledged', nothingPlayed([[0, 90]]), 90],
  ['what was just played', play([89.5, 90.25], { from: nothingPlayed([[0, 90]]) }), 90.25],
  ['not what is played again', play([3, 4], { from: nothingPlayed([[0, 90]]) }), 90],
])('the first pass may go as far as %s', (_, played, expected) => {
  expect(frontier(played)).toBe(expected)
})

test.each<[string, { watched: Seconds; positionSeconds: number; done?: boolean }, number]>([
  ['at the start', { watched: [], positionSeconds: 0 }, 0],
  ['where it was left', { watched: [[0, 48]], positionSeconds: 30 }, 30],
  ['not beyond what is acknowledged', { watched: [[0, 40]], positionSeconds: 48 }, 40],
  ['from the start when the chapter is done', { watched: [[0, 100]], positionSeconds: 60, done: true }, 0],
  [
    'at the first hole when it was left at the end',
    {
      watched: [
        [0, 20],
        [25, 99],
      ],
      positionSeconds: 99,
    },
    20,
  ],
  [
    'at the hole when the rest was seen and left in the middle',
    {
      watched: [
        [0, 20],
        [25, 100],
      ],
      positionSeconds: 60,
    },
    20,
  ],
  [
    'where it was left when something before and something after is missing',
    {
      watched: [
        [0, 20],
        [25, 60],
      ],
      positionSeconds: 60,
    },
    60,
  ],
  [
    'never at the end',
    {
      watched: [
        [0, 50],
        [52, 97],
      ],
      positionSeconds: 97,
    },
    50,
  ],
  ['at the start when only that is missing', { watched: [[8, 100]], positionSeconds: 100 }, 0],
  ['at the start when only the end was seen', { watched: [[90, 100]], positionSeconds: 100 }, 0],
])('playing begins %s', (_, { done = false, ...chapter }, expected) => {
  expect(resumeAt({ ...chapter, done, durationSeconds: 100 })).toBe(expected)
})

test('the first gap is null only for a whole chapter', () => {
  expect(firstGap([[0, 10]], 10)).toBeNull()
  expect(
    firstGap(
      [
        [0, 4],
        [6, 10],
      ],
      10,
    ),
  ).toBe(4)
  expect(firstGap([], 100)).toBe(0)
  expect(
    firstGap(
      [
        [1, 50],
        [52, 100],
      ],
      100,
    ),
  ).toBe(50)
})

test('a chapter without its first second leads nowhere but to its start', () => {
  const watched: Seconds = [[1, 14]]
  expect(firstGap(watched, 14)).toBeNull()
  expect(resumeAt({ watched, positionSeconds: 14, done: false, durationSeconds: 14 })).toBe(0)
})

test.each([
  [49, [], false],
  [50, [], true],
  [50, [[0, 1]], false],
] satisfies [number, Seconds, boolean][])(
  'a player that has played %i seconds, of which the server has %j, waits for it: %s',
  (seconds, acknowledged, waits) => {
    expect(mustWait(acknowledge(play(steps(0, seconds)), acknowledged))).toBe(waits)
  },
)
