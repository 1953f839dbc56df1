import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatRanges, parseRanges, type Seconds } from '@/db/columns'
import { clamp, length, normalize, subtract, take, union } from '@/lib/learning/ranges'

describe('union joins what touches or overlaps', () => {
  test.each<[string, Seconds, Seconds, Seconds]>([
    ['nothing and nothing', [], [], []],
    ['nothing and something', [], [[3, 5]], [[3, 5]]],
    [
      'apart',
      [[0, 2]],
      [[5, 7]],
      [
        [0, 2],
        [5, 7],
      ],
    ],
    ['touching', [[0, 2]], [[2, 4]], [[0, 4]]],
    ['overlapping', [[0, 5]], [[3, 8]], [[0, 8]]],
    ['one inside the other', [[0, 9]], [[2, 3]], [[0, 9]]],
    [
      'one that fills two gaps',
      [
        [0, 2],
        [4, 6],
        [8, 9],
      ],
      [[2, 8]],
      [[0, 9]],
    ],
    [
      'out of order',
      [
        [8, 9],
        [0, 1],
      ],
      [[4, 5]],
      [
        [0, 1],
        [4, 5],
        [8, 9],
      ],
    ],
    ['empty and backward ones count for nothing', [[4, 4]], [[9, 7]], []],
  ])('%s', (_, a, b, expected) => {
    expect(union(a, b)).toEqual(expected)
  })
})

describe('subtract leaves what is not in the other', () => {
  test.each<[string, Seconds, Seconds, Seconds]>([
    ['nothing taken', [[0, 5]], [], [[0, 5]]],
    ['all taken', [[2, 5]], [[0, 9]], []],
    [
      'the middle taken',
      [[0, 9]],
      [[3, 5]],
      [
        [0, 3],
        [5, 9],
      ],
    ],
    [
      'both ends taken',
      [[2, 8]],
      [
        [0, 3],
        [6, 9],
      ],
      [[3, 6]],
    ],
    [
      'a neighbour takes nothing',
      [[3, 5]],
      [
        [0, 3],
        [5, 9],
      ],
      [[3, 5]],
    ],
    [
      'several holes',
      [[0, 10]],
      [
        [1, 2],
        [4, 5],
        [9, 10],
      ],
      [
        [0, 1],
        [2, 4],
        [5, 9],
      ],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(subtract(a, b)).toEqual(expected)
  })
})

describe('take gives the first seconds, in order', () => {
  test.each<[string, Seconds, number, Seconds]>([
    ['none', [[0, 5]], 0, []],
    ['fewer than none', [[0, 5]], -3, []],
    ['part of the first', [[4, 9]], 2, [[4, 6]]],
    [
      'the first and part of the second',
      [
        [0, 2],
        [5, 9],
      ],
      4,
      [
        [0, 2],
        [5, 7],
      ],
    ],
    [
      'exactly the first',
      [
        [0, 2],
        [5, 9],
      ],
      2,
      [[0, 2]],
    ],
    [
      'more than there is',
      [
        [0, 2],
        [5, 6],
      ],
      99,
      [
        [0, 2],
        [5, 6],
      ],
    ],
  ])('%s', (_, ranges, seconds, expected) => {
    expect(take(ranges, seconds)).toEqual(expected)
  })
})

describe('clamp keeps whole seconds within the lesson', () => {
  test.each<[string, Seconds, Seconds]>([
    ['what lies beyond the end', [[50, 90]], [[50, 60]]],
    ['what lies wholly beyond it', [[60, 90]], []],
    ['what begins before the start', [[-5, 3]], [[0, 3]]],
    ['fractions', [[1.2, 4.9]], [[1, 4]]],
    [
      'overlapping claims',
      [
        [0, 5],
        [3, 8],
        [3, 8],
      ],
      [[0, 8]],
    ],
    ['backward claims', [[9, 3]], []],
    ['the whole of time', [[-1e9, 1e9]], [[0, 60]]],
  ])('%s', (_, ranges, expected) => {
    expect(clamp(ranges, 60)).toEqual(expected)
  })
})

/** Ranges in any order, overlapping, some of them empty. */
const someRanges = fc.array(
  fc.tuple(fc.nat(60), fc.nat(15)).map(([from, seconds]): [number, number] => [from, from + seconds]),
  { maxLength: 8 },
)
const secondsOf = (ranges: Seconds) => new Set(ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)))
const sorted = (seconds: Iterable<number>) => [...seconds].sort((a, b) => a - b)

describe('ranges behave as sets of seconds', () => {
  test('union has the seconds of both, each once, and normalizing it again changes nothing', () => {
    fc.assert(
      fc.property(someRanges, someRanges, (a, b) => {
        const both = union(a, b)
        expect(sorted(secondsOf(both))).toEqual(sorted(new Set([...secondsOf(a), ...secondsOf(b)])))
        expect(length(both)).toBe(secondsOf(both).size)
        expect(normalize(both)).toEqual(both)
        expect(union(both, b)).toEqual(both)
        expect(union(both, both)).toEqual(both)
        expect(union(b, a)).toEqual(both)
      }),
    )
  })

  test('subtract has those of the first that the second has not', () => {
    fc.assert(
      fc.property(someRanges.map(normalize), someRanges.map(normalize), (a, b) => {
        const theirs = secondsOf(b)
        expect(sorted(secondsOf(subtract(a, b)))).toEqual(sorted([...secondsOf(a)].filter((second) => !theirs.has(second))))
      }),
    )
  })

  test('take has as many as asked for, the earliest', () => {
    fc.assert(
      fc.property(someRanges.map(normalize), fc.nat(80), (ranges, n) => {
        expect(sorted(secondsOf(take(ranges, n)))).toEqual(sorted(secondsOf(ranges)).slice(0, n))
      }),
    )
  })

  test('the database gives back what was written', () => {
    fc.assert(
      fc.property(someRanges.map(normalize), (ranges) => {
        expect(parseRanges(formatRanges(ranges))).toEqual(ranges)
      }),
    )
  })

  test('nothing that was given in is changed by it', () => {
    const [a, b]: [Seconds, Seconds] = [[[0, 5]], [[4, 9]]]
    union(a, b)
    clamp(a, 3)
    subtract(a, b)
    expect([a, b]).toEqual([[[0, 5]], [[4, 9]]])
  })
})
