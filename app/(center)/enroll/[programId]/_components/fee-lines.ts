import type { FeeLine } from '@/app/(center)/_components/checkout-parts'
import type { ApplicationView } from '@/lib/enrollment/application-queries'
import { formatMoney } from '@/lib/shared/money'

/** What the price is made of: the class, the hours of all courses, or the courses with prices of their own. */
export function feeLines({ program, courses }: ApplicationView): FeeLine[] {
  const chosen = courses.filter((course) => course.chosen)
  const hours = chosen.reduce((sum, course) => sum + course.creditHours, 0)
  const lines: Record<typeof program.pricing, FeeLine[]> = {
    class: [['培训费', formatMoney(program.feeFen)]],
    hour: [
      ['每学时', formatMoney(program.feeFen)],
      ['所选学时', `× ${hours}`],
    ],
    course: [
      ['收费课程', chosen.filter((course) => course.priceFen).length, '门'],
      ['免费课程', chosen.filter((course) => !course.priceFen).length, '门'],
    ],
  }
  return lines[program.pricing]
}
