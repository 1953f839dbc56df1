import { orderHref } from '@/app/(public)/courses/_components/basket-bar'
import { Price } from '@/app/(public)/courses/_components/price'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import type { OfferedSingly } from '@/lib/catalog/queries'
import type { listOwned } from '@/lib/enrollment/my-courses'

/** The courses of the order, each at its price; one may still be left out. */
export function OrderLines({ courses }: { courses: OfferedSingly[] }) {
  return (
    <ul className="order-lines">
      {courses.map((course) => (
        <li key={course.id}>
          <div>
            <p className="bold">
              <Link className="course-link" href={`/courses/${course.slug}`}>
                <Phrase>{course.title}</Phrase>
              </Link>
            </p>
            <p className="small muted">
              {course.provider} · <span className="num">{course.creditHours}</span> 学时{course.quizRequired && ' · 有测验'}
            </p>
          </div>
          <div className="right">
            <Price fen={course.priceFen} />
            {courses.length > 1 && (
              <Link
                className="link small tap end"
                href={orderHref(courses.filter(({ id }) => id !== course.id).map(({ id }) => id))}
                scroll={false}
              >
                移除<span className="sr">：{course.title}</span>
              </Link>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

type InClass = Awaited<ReturnType<typeof listOwned>>['inClass']

/** Courses the trainee has in a class already: the question that is to be answered before they are sold again. */
export function OwnedQuestion({ courses, inClass }: { courses: OfferedSingly[]; inClass: InClass }) {
  const owned = courses.flatMap(({ id }) => inClass.get(id) ?? [])
  if (!owned.length) return null
  return (
    <section className="card" aria-labelledby="owned-title">
      <div className="head">
        <h2 className="h-card row" id="owned-title">
          <Icon name="triangle-alert" className="warn" />
          已经在班级里的课程，还要再买吗？
        </h2>
      </div>
      <div className="in owned-ask">
        <ul className="owned-list">
          {owned.map((course) => (
            <li key={course.courseId}>
              <b>{course.title}</b>
              <br />
              <span className="small soft">
                已在“{course.classTitle}”中{course.passedAt ? '学完并合格' : '选课'}，
              </span>
              <Link className="link small" href={`/learn/${course.studyId}`}>
                直接学习<span className="sr">：{course.title}</span>
              </Link>
            </li>
          ))}
        </ul>
        <p className="small soft">单独购买会另外收费，进度从头计算，学时记入学时证明，不影响班级。</p>
        <label className="tile">
          <input type="checkbox" name="ownedConfirmed" />
          <span>我知道已经有这些课程，仍要另外选购</span>
        </label>
      </div>
    </section>
  )
}
