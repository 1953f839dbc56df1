import type { pricing } from '@/db/schema/catalog'

export type Pricing = (typeof pricing.enumValues)[number]
export type PricedCourse = { creditHours: number; priceFen: number | null }

/**
 * What a programme asks for these courses, in fen: for the class whole, by the credit hour, or for each course its own price.
 * @throws when a course of a programme priced by course has none: nobody may get it for nothing by mistake
 */
export function priceOf({ pricing, feeFen }: { pricing: Pricing; feeFen: number }, courses: PricedCourse[]): number {
  switch (pricing) {
    case 'class':
      return feeFen
    case 'hour':
      return courses.reduce((sum, { creditHours }) => sum + feeFen * creditHours, 0)
    case 'course':
      return courses.reduce((sum, { priceFen }) => {
        if (priceFen === null) throw new Error('a course without a price in a programme priced by course')
        return sum + priceFen
      }, 0)
  }
}
