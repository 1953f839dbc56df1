import { expect, test } from 'vitest'
import { mayReport } from '@/lib/learning/report-rate'

let counter = 0
const aStream = () => `stream-${++counter}`
const allowed = (stream: string, moments: number[]) => moments.filter((ms) => mayReport(stream, ms)).length
const every = (ms: number, count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i * ms)

test.each<[string, number[], number]>([
  ['a player of two hours, every fifteen seconds', every(15_000, 480), 480],
  ['somebody who pauses and goes on ten times in ten seconds', every(500, 20), 20],
  ['a player that catches up, every five seconds', every(5000, 200), 200],
  ['127 in three seconds', every(24, 127), 21],
  ['a flood of a minute', every(10, 6000), 49],
  ['a clock that goes back', [...every(1, 20, 100_000), ...every(1, 50, 0)], 20],
])('%s: so many get through', (_, moments, expected) => {
  expect(allowed(aStream(), moments)).toBe(expected)
})

test('one stream does not use up the reports of another', () => {
  const [flood, calm] = [aStream(), aStream()]
  allowed(flood, every(1, 500))
  expect(allowed(calm, [500])).toBe(1)
})
