import Link from 'next/link'
import { QuizButton } from '@/app/(center)/_components/quiz-button'
import { Badge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Phrase } from '@/components/ui/phrase'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { Study } from '@/lib/enrollment/queries'
import type { ClassHome } from './hour-summary'

/** 课程学习: the selected courses by category. */
export function CourseGroups({ enrollment, tallies, studies }: ClassHome) {
  if (!studies.length) {
    return (
      <div style={{ marginTop: '1.5rem' }}>
        <Empty icon="library" title="还没有选课">
          <p>课程由您自己选择，选满学时后逐门学习。</p>
          {enrollment.status === 'active' && enrollment.selectionTiming === 'after_payment' && (
            <Link className="btn primary" href={`/classes/${enrollment.id}/select`}>
              立即选课
            </Link>
          )}
        </Empty>
      </div>
    )
  }
  return tallies.map((part) => {
    const courses = studies.filter((study) => study.partId === part.id)
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
            {courses.map((study) => (
              <CourseRow key={study.id} study={study} />
            ))}
          </div>
        )}
      </section>
    )
  })
}

function CourseRow({ study }: { study: Study }) {
  return (
    <div className={study.passedAt ? 'course-row passed' : 'course-row'}>
      <div>
        <p className="t">
          <Phrase>{study.title}</Phrase>
        </p>
        <p className="p">{study.provider}</p>
      </div>
      <span className="h small soft">
        <span className="num">{study.creditHours}</span> 学时
      </span>
      <div className="progress">
        <ProgressBar label={`${study.title}课程进度`} percent={study.percent} />
        <span className="num">{study.percent}%</span>
      </div>
      <div className="quiz-state">
        <QuizState study={study} />
      </div>
      <div className="act">
        <RowAction study={study} />
      </div>
    </div>
  )
}

function QuizState({ study }: { study: Study }) {
  if (study.passedAt) {
    return (
      <Badge tone="good" icon="check">
        {study.bestScore === null ? (
          '合格'
        ) : (
          <>
            <span className="num">{study.bestScore}</span> 分，合格
          </>
        )}
      </Badge>
    )
  }
  if (study.bestScore !== null) {
    return (
      <Badge tone="wait" icon="rotate-ccw">
        <span className="num">{study.bestScore}</span> 分，未合格
      </Badge>
    )
  }
  if (!study.quizRequired) return <span className="small muted nowrap">看完即合格</span>
  return <span className="small muted nowrap">{study.watchedAt ? '可以测验' : '看完课程后可测验'}</span>
}

/** 课程学习 → 继续学习 → 课后测验 → 再看一遍 */
function RowAction({ study }: { study: Study }) {
  if (!study.passedAt && study.watchedAt && study.quizRequired)
    return <QuizButton studyId={study.id} course={study.title} className="btn small" />
  const label = study.passedAt ? '再看一遍' : study.seenSeconds > 0 ? '继续学习' : '课程学习'
  return (
    <Link className={study.passedAt ? 'btn small quiet' : 'btn small'} href={`/learn/${study.id}`}>
      {label}
      <span className="sr">：{study.title}</span>
    </Link>
  )
}
