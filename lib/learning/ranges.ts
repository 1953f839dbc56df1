import type { Seconds } from '@/db/columns'

/** Sorts, joins what touches or overlaps, and leaves out what is empty. */
export function normalize(ranges: Seconds): Seconds {
  const sorted = ranges.filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0])
  const out: Seconds = []
  for (const [from, to] of sorted) {
    const last = out.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

export const union = (a: Seconds, b: Seconds): Seconds => normalize([...a, ...b].map(([from, to]) => [from, to]))

/** What of `a` is not in `b`; both normalized. */
export function subtract(a: Seconds, b: Seconds): Seconds {
  return b.reduce<Seconds>(
    (left, [from, to]) =>
      left.flatMap(([x, y]): Seconds => {
        if (to <= x || from >= y) return [[x, y]]
        const rest: Seconds = [
          [x, Math.min(from, y)],
          [Math.max(to, x), y],
        ]
        return rest.filter(([start, end]) => end > start)
      }),
    a,
  )
}

export const length = (ranges: Seconds): number => ranges.reduce((sum, [from, to]) => sum + to - from, 0)

/** The first `seconds` of the ranges, in order. */
export function take(ranges: Seconds, seconds: number): Seconds {
  const out: Seconds = []
  let left = seconds
  for (const [from, to] of ranges) {
    if (left <= 0) break
    out.push([from, Math.min(to, from + left)])
    left -= to - from
  }
  return out
}

/** Keeps what lies within [0, end). */
export const clamp = (ranges: Seconds, end: number): Seconds =>
  normalize(ranges.map(([from, to]) => [Math.max(0, Math.floor(from)), Math.min(end, Math.floor(to))]))
