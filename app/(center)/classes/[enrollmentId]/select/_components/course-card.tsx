import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { CourseCover } from '@/components/ui/course-cover'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import type { OfferedCourse } from '@/lib/enrollment/queries'
import { chooseAction, dropAction } from '../actions'

export function CourseCard({ enrollmentId, course }: { enrollmentId: string; course: OfferedCourse }) {
  const picked = course.candidate && !course.studyId
  return (
    <article className={picked ? 'card course-card on' : 'card course-card'}>
      <CourseCover seed={course.slug} hours={course.creditHours} />
      <div className="b">
        <h3>
          <Phrase>{course.title}</Phrase>
        </h3>
        <p className="small muted">
          {course.provider} · <span className="num">{course.chapters}</span> 章
        </p>
        <div className="f">
          {course.studyId ? <Chosen course={course} /> : <Choice enrollmentId={enrollmentId} course={course} picked={picked} />}
        </div>
      </div>
    </article>
  )
}

function Chosen({ course }: { course: OfferedCourse }) {
  return (
    <>
      <Link className="link small tap" href={`/learn/${course.studyId}`}>
        去学习<span className="sr">：{course.title}</span>
      </Link>
      {course.passedAt ? (
        <Badge tone="good" icon="check">
          已合格
        </Badge>
      ) : (
        <Badge tone="mine" icon="book-open">
          {course.watched ? '已选，学习中' : '已选'}
        </Badge>
      )}
    </>
  )
}

function Choice({ enrollmentId, course, picked }: { enrollmentId: string; course: OfferedCourse; picked: boolean }) {
  return (
    <ActionForm action={picked ? dropAction : chooseAction}>
      <input type="hidden" name="enrollmentId" value={enrollmentId} />
      <input type="hidden" name="courseId" value={course.courseId} />
      <SubmitButton className={picked ? 'btn small on' : 'btn small'} aria-pressed={picked || undefined} busy="正在保存">
        {picked ? (
          <>
            <Icon name="check" />
            已加入候选<span className="sr">：{course.title}，再按一次取消</span>
          </>
        ) : (
          <>
            <Icon name="plus" />
            选择课程<span className="sr">：{course.title}</span>
          </>
        )}
      </SubmitButton>
    </ActionForm>
  )
}
