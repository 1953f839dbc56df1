import { expect, test } from 'vitest'
import { type PricedCourse, type Pricing, priceOf } from '@/lib/enrollment/pricing'

const of = (creditHours: number, priceFen: number | null = null): PricedCourse => ({ creditHours, priceFen })

test.each<[string, Pricing, number, PricedCourse[], number]>([
  ['a class costs the same, whatever is chosen', 'class', 12_000, [of(4), of(8)], 12_000],
  ['a class costs the same with nothing chosen', 'class', 12_000, [], 12_000],
  ['hours are counted over all courses', 'hour', 250, [of(4), of(8)], 3000],
  ['no hours cost nothing', 'hour', 250, [], 0],
  ['each course has its price', 'course', 12_000, [of(4, 990), of(8, 0), of(1, 2010)], 3000],
  ['free courses cost nothing', 'course', 12_000, [of(4, 0)], 0],
])('%s', (_, pricing, feeFen, courses, expected) => {
  expect(priceOf({ pricing, feeFen }, courses)).toBe(expected)
})

test('a course without a price is not given away', () => {
  expect(() => priceOf({ pricing: 'course', feeFen: 0 }, [of(4, 990), of(4)])).toThrow('without a price')
})
