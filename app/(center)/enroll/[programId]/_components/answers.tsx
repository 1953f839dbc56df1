import { Badge } from '@/components/ui/badge'
import { HourArc } from '@/components/ui/hour-ring'
import { Link } from '@/components/ui/link'
import { Period } from '@/components/ui/period'
import { Phrase } from '@/components/ui/phrase'
import type { ApplicationView } from '@/lib/enrollment/application-queries'
import { describeParts } from '@/lib/enrollment/tally-parts'
import { coursePrice } from './elective-card'

/* What was answered in the steps before, each with the way back to it. */

type Given = { view: ApplicationView }

function Head({ id, title, step, view }: Given & { id: string; title: string; step: string }) {
  return (
    <div className="head">
      <h2 className="h-card grow" id={id}>
        {title}
      </h2>
      <Link className="link tap end" href={`/enroll/${view.program.id}/${step}`}>
        修改<span className="sr">{title}</span>
      </Link>
    </div>
  )
}

export function PersonFacts({ view, name, idNumber }: Given & { name: string; idNumber: string }) {
  const { application } = view
  return (
    <section className="card" aria-labelledby="person-title">
      <Head id="person-title" title="个人及单位信息" step="person" view={view} />
      <dl className="in dl person-facts">
        <dt>姓名</dt>
        <dd className="bold">{name}</dd>
        <dt>证件号码</dt>
        <dd className="num">{idNumber}</dd>
        <dt>单位名称</dt>
        <dd>{application?.employer}</dd>
        <dt>职称/技术等级</dt>
        <dd>{application?.technicalGrade ?? '–'}</dd>
      </dl>
    </section>
  )
}

export function ClassFacts({ view }: Given) {
  const { trainingClass, application, tallies } = view
  if (!trainingClass) return null
  const parts = tallies.map((t) => ({ label: t.name, required: t.requiredHours, earned: t.requiredHours, chosen: t.requiredHours }))
  return (
    <section className="card" aria-labelledby="class-title">
      <Head id="class-title" title="班级" step="class" view={view} />
      <div className="in">
        <div className="class-brief">
          <HourArc parts={parts} size="4.5rem" width={17}>
            <b className="num h-sec">{tallies.reduce((sum, t) => sum + t.requiredHours, 0)}</b>
          </HourArc>
          <div>
            <h3>
              <Phrase>{trainingClass.title}</Phrase>
            </h3>
            <p className="small soft">{describeParts(tallies)}</p>
          </div>
        </div>
        <dl className="dl class-facts">
          <dt>行政区划</dt>
          <dd>{trainingClass.region}</dd>
          <dt>学习期限</dt>
          <dd>
            <Period from={trainingClass.studyFrom} until={trainingClass.studyUntil} />
          </dd>
          {view.otherRegion && (
            <>
              <dt>其他行政区划的原因</dt>
              <dd>{application?.otherRegionReason}</dd>
            </>
          )}
        </dl>
      </div>
    </section>
  )
}

export function ChosenCourses({ view }: Given) {
  const { courses, tallies, program } = view
  const chosen = courses.filter((course) => course.chosen)
  const byPart = tallies.flatMap((part) => chosen.filter((course) => course.partId === part.id))
  return (
    <section className="card" aria-labelledby="courses-title">
      <Head
        id="courses-title"
        title={`课程，${chosen.length} 门 ${chosen.reduce((sum, course) => sum + course.creditHours, 0)} 学时`}
        step="courses"
        view={view}
      />
      <ul>
        {byPart.map((course) => (
          <li className="compulsory-row" key={course.courseId}>
            <p>
              <Phrase>{course.title}</Phrase>
            </p>
            <span className="soft nowrap">
              <span className="num">{course.creditHours}</span> 学时
              {coursePrice(program.pricing, course) && <span className="num price">{coursePrice(program.pricing, course)}</span>}
            </span>
            <Badge tone={course.compulsory ? 'mine' : 'plain'}>{course.compulsory ? '必修' : '选修'}</Badge>
          </li>
        ))}
      </ul>
    </section>
  )
}
