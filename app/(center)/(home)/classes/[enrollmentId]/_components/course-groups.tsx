import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { QuizButton } from '@/app/(center)/_components/quiz-button'
import { Badge } from '@/components/ui/badge'
import { Broken } from '@/components/ui/broken'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { ProgressBar } from '@/components/ui/progress-bar'
import { type ClassFacts, type CourseFacts, mayTest } from './class-facts'

/** 课程学习: the selected courses by category. */
export function CourseGroups({ facts }: { facts: ClassFacts }) {
  if (!facts.courses.length) {
    return (
      <div style={{ marginTop: '1.5rem' }}>
        <Empty icon="library" title="暂无选课">
          <p>课程由您自己选择，选满学时后逐门学习。</p>
          {facts.status === 'active' && facts.choosing && (
            <Link className="btn primary" href={`/classes/${facts.id}/select`}>
              立即选课
            </Link>
          )}
        </Empty>
      </div>
    )
  }
  return facts.parts.map((part) => {
    const courses = facts.courses.filter(({ partId }) => partId === part.id)
    return (
      <section className="course-group" key={part.id}>
        <div className="group-head">
          <h2 className="h-card">{part.name}</h2>
          <span className="small muted">
            已选 <span className="num">{courses.length}</span> 门，<span className="num">{part.chosen}</span> 学时
          </span>
        </div>
        {courses.length > 0 && (
          <div className="card">
            {courses.map((course) => (
              <CourseRow key={course.id} course={course} quiz={wordsOf(facts.timing).quiz} />
            ))}
          </div>
        )}
      </section>
    )
  })
}

/** A chosen course: how far, how tested, and the one thing to do next. `quiz`: what its test is called. */
export function CourseRow({ course, quiz }: { course: CourseFacts; quiz: string }) {
  return (
    <div className={course.passedOn ? 'course-row passed' : 'course-row'}>
      <div>
        <p className="t">
          <Broken html={course.titleHtml} />
        </p>
        <p className="p">{course.provider}</p>
      </div>
      <span className="h small soft">
        <span className="num">{course.creditHours}</span> 学时
      </span>
      <div className="progress">
        <ProgressBar label={`${course.title}课程进度`} percent={course.percent} />
        <span className="num">{course.percent}%</span>
      </div>
      <div className="quiz-state">
        <QuizState course={course} />
        {course.quiz?.words && <p className="small muted">{course.quiz.words}</p>}
      </div>
      <div className="act">
        <RowAction course={course} quiz={quiz} />
      </div>
    </div>
  )
}

function QuizState({ course }: { course: CourseFacts }) {
  if (course.passedOn) {
    return (
      <Badge tone="good" icon="check">
        {course.bestScore === null ? (
          '合格'
        ) : (
          <>
            <span className="num">{course.bestScore}</span> 分，合格
          </>
        )}
      </Badge>
    )
  }
  if (course.bestScore !== null) {
    return (
      <Badge tone="wait" icon="rotate-ccw">
        <span className="num">{course.bestScore}</span> 分，未合格
      </Badge>
    )
  }
  if (!course.quizRequired) return <span className="small muted nowrap">看完即合格</span>
  return <span className="small muted nowrap">{course.watched ? '已看完，可以测验' : '看完课程后可测验'}</span>
}

/** 课程学习 → 继续学习 → 课后测验 → 再看一遍 */
function RowAction({ course, quiz }: { course: CourseFacts; quiz: string }) {
  if (mayTest(course)) return <QuizButton studyId={course.id} course={course.title} className="btn small primary" label={quiz} />
  const label = course.passedOn || course.watched ? '再看一遍' : course.begun ? '继续学习' : '课程学习'
  return (
    <Link className={course.passedOn ? 'btn small quiet' : 'btn small'} href={`/learn/${course.id}`}>
      {label}
      <span className="sr">：{course.title}</span>
    </Link>
  )
}
