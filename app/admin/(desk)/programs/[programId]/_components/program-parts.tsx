import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import type { ProgramDesk } from '@/lib/catalog/programs/queries'
import { formatMoney } from '@/lib/shared/money'
import { Section } from '../../../_components/section'

/** 学时要求: each part with its courses. */
export function ProgramParts({ desk: { program, parts, courses, enrolled }, mayEdit }: { desk: ProgramDesk; mayEdit: boolean }) {
  const path = `/admin/programs/${program.id}`
  return (
    <>
      {parts.map((part) => {
        const own = courses.filter(({ partId }) => partId === part.id)
        const hours = own.reduce((sum, { creditHours }) => sum + creditHours, 0)
        return (
          <Section
            key={part.id}
            title={
              <>
                {part.name} {part.compulsory && <Badge tone="mine">必修</Badge>}
              </>
            }
            padded={false}
            aside={
              <span className="part-aside">
                <span className="soft">
                  要求 <b className="num">{part.requiredHours}</b> 学时，可选 <span className="num">{hours}</span>
                </span>
                {mayEdit && (
                  <Link className="link tap" href={`${path}/parts/${part.id}`}>
                    修改<span className="sr">：{part.name}</span>
                  </Link>
                )}
              </span>
            }
          >
            {own.length ? (
              <ul className="short-list course-lines">
                {own.map((course) => (
                  <li key={course.courseId}>
                    <span className="grow obj">
                      {mayEdit ? (
                        <Link className="link" href={`${path}/courses/${course.courseId}`}>
                          {course.title}
                        </Link>
                      ) : (
                        course.title
                      )}
                      <span className="small muted">{course.provider}</span>
                    </span>
                    {!course.publishedAt && (
                      <Badge tone="wait" icon="triangle-alert">
                        未发布
                      </Badge>
                    )}
                    <span className="small soft nowrap">{course.quizRequired ? '要测验' : '不测验'}</span>
                    {program.pricing === 'course' && (
                      <span className="num nowrap">{course.priceFen === null ? '未定价' : formatMoney(course.priceFen)}</span>
                    )}
                    <span className="nowrap">
                      <span className="num">{course.creditHours}</span> 学时
                    </span>
                  </li>
                ))}
              </ul>
            ) : (
              <p className="soft in">还没有课程。</p>
            )}
          </Section>
        )
      })}
      {!parts.length && <Note tone="warn">还没有学时要求。先添加部分，如“公需选修 30 学时”，再把课程放进去。</Note>}
      {mayEdit && (
        <p className="row wrapped">
          {!enrolled && (
            <Link className="btn" href={`${path}/parts/new`}>
              添加部分
            </Link>
          )}
          {parts.length > 0 && (
            <Link className="btn" href={`${path}/courses/new`}>
              添加课程
            </Link>
          )}
        </p>
      )}
    </>
  )
}
