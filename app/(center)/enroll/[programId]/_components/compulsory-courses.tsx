import { Badge } from '@/components/ui/badge'
import { Phrase } from '@/components/ui/phrase'
import type { ProgramCourse } from '@/lib/enrollment/application-queries'
import type { Tally } from '@/lib/enrollment/rules'
import { coursePrice } from './elective-card'

/** 必修: in already, and not to be taken out. */
export function CompulsoryCourses({ part, courses, pricing }: { part: Tally; courses: ProgramCourse[]; pricing: string }) {
  return (
    <section className="course-group" aria-label={part.name}>
      <div className="group-head">
        <h2 className="h-card">{part.name}</h2>
        <span className="small muted">
          已自动选入，<span className="num">{part.chosen}</span> 学时，学完后参加考核测试
        </span>
      </div>
      <ul className="card">
        {courses.map((course) => (
          <li className="compulsory-row" key={course.courseId}>
            <div>
              <p className="bold">
                <Phrase>{course.title}</Phrase>
              </p>
              <p className="small muted">
                {course.provider} · <span className="num">{course.chapters}</span> 章{course.quizRequired && ' · 有考核测试'}
              </p>
            </div>
            <span className="soft nowrap">
              <span className="num">{course.creditHours}</span> 学时
              {coursePrice(pricing, course) && <span className="num price">{coursePrice(pricing, course)}</span>}
            </span>
            <Badge tone="mine" icon="lock">
              必修
            </Badge>
          </li>
        ))}
      </ul>
    </section>
  )
}
