import { expect, test } from 'vitest'
import { uuidv7 } from '@/db/id'

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('what is made for one millisecond stands in the order in which it was made, and before what is made for the next', () => {
  const now = Date.parse('2026-03-09T09:00:00+08:00')
  const ids = [...Array.from({ length: 1000 }, () => uuidv7(now)), uuidv7(now + 1)]
  expect(ids.every((id) => form.test(id))).toBe(true)
  expect([...ids].sort()).toEqual(ids)
})

test('also when another moment comes in between', () => {
  const [now, other] = [1_772_000_000_000, 1_772_000_000_500]
  const ids = Array.from({ length: 100 }, () => [uuidv7(now), uuidv7(other)]).map(([id]) => id!)
  expect([...ids].sort()).toEqual(ids)
})

test('more than the counter holds are still different, and still of their time', () => {
  const ids = Array.from({ length: 6000 }, () => uuidv7(1_772_000_000_001))
  expect(new Set(ids).size).toBe(6000)
  expect(ids.every((id) => form.test(id) && Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) === 1_772_000_000_001)).toBe(true)
})
