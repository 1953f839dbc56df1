import type { ApplicationView } from '@/lib/enrollment/application-queries'
import { formatMoney } from '@/lib/shared/money'

/** What the price is made of: the class, the hours of all courses, or the courses with prices of their own. */
export function FeeLines({ view: { program, courses, amountFen } }: { view: ApplicationView }) {
  const chosen = courses.filter((course) => course.chosen)
  const hours = chosen.reduce((sum, course) => sum + course.creditHours, 0)
  const lines = {
    class: [['培训费', formatMoney(program.feeFen)]],
    hour: [
      ['每学时', formatMoney(program.feeFen)],
      ['所选学时', `× ${hours}`],
    ],
    course: [
      ['收费课程', `${chosen.filter((course) => course.priceFen).length} 门`],
      ['免费课程', `${chosen.filter((course) => !course.priceFen).length} 门`],
    ],
  }[program.pricing]
  return (
    <dl className="fee-lines">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt className="soft">{label}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
      <div className="total">
        <dt className="bold">应付</dt>
        <dd>{formatMoney(amountFen)}</dd>
      </div>
    </dl>
  )
}
