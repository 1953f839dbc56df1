type Tariff = { pricing: 'class' | 'hour' | 'course'; feeFen: number }

/** What a trainee pays, in fen: for the class as a whole, by the hour of all courses, or the sum of the courses' own prices. */
export function priceOf({ pricing, feeFen }: Tariff, courses: { creditHours: number; priceFen: number | null }[]): number {
  const sum = (of: (course: (typeof courses)[number]) => number) => courses.reduce((total, course) => total + of(course), 0)
  if (pricing === 'hour') return feeFen * sum((course) => course.creditHours)
  if (pricing === 'course') return sum((course) => course.priceFen ?? 0)
  return feeFen
}
