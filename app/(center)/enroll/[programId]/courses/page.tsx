import type { Metadata } from 'next'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { CompulsoryCourses } from '../_components/compulsory-courses'
import { CoursesBar } from '../_components/courses-bar'
import { ElectiveCard } from '../_components/elective-card'
import { openStep, type StepProps } from '../_components/open-step'
import { StepHead } from '../_components/step-head'

export const metadata: Metadata = { title: '选择课程' }

/** 必修 is in already, 选修 by choice; the bar says what is missing. */
export default async function CoursesPage({ params }: StepProps) {
  const { view } = await openStep(params, 'courses')
  const { program, courses, tallies, withdrawn } = view
  const open = tallies.filter((part) => !part.compulsory)
  return (
    <>
      <main id="main" className="wrap application with-bar">
        <StepHead view={view} step="courses" title="选择课程" />
        {withdrawn.length > 0 && (
          <Note tone="warn">
            这些课程已不再提供：{withdrawn.map((title) => `《${title}》`).join('')}。其他内容都已保留，请看看是否需要另选。
          </Note>
        )}
        {tallies
          .filter((part) => part.compulsory)
          .map((part) => (
            <CompulsoryCourses
              key={part.id}
              part={part}
              courses={courses.filter((course) => course.partId === part.id)}
              pricing={program.pricing}
            />
          ))}
        {open.map((part) => (
          <section className="course-group" key={part.id} aria-label={part.name}>
            <div className="group-head">
              <h2 className="h-card">{part.name}</h2>
              <span className="small muted">
                按兴趣和时间选择，不少于 <span className="num">{part.requiredHours}</span> 学时，看完即完成
              </span>
            </div>
            <div className="courses">
              {courses
                .filter((course) => course.partId === part.id)
                .map((course) => (
                  <ElectiveCard key={course.courseId} course={course} pricing={program.pricing} />
                ))}
            </div>
          </section>
        ))}
        <p className="step-back">
          <Link className="btn quiet" href={`/enroll/${program.id}/class`}>
            <Icon name="arrow-left" />
            返回上一步
          </Link>
        </p>
      </main>
      <CoursesBar view={view} />
    </>
  )
}
