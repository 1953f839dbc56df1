import { Badge } from '@/components/ui/badge'
import { CourseCover } from '@/components/ui/course-cover'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import type { FoundCourse } from '@/lib/catalog/search-courses'
import { Price } from './price'
import { TickButton } from './tick-button'

type Props = { course: FoundCourse; ticked: boolean; studyId: string | undefined }

export function CourseCard({ course, ticked, studyId }: Props) {
  return (
    <article className={ticked ? 'card course-card on' : 'card course-card'}>
      <CourseCover seed={course.slug} hours={course.creditHours} />
      <div className="b">
        <h3>
          <Link className="course-link" href={`/courses/${course.slug}`}>
            <Phrase>{course.title}</Phrase>
          </Link>
        </h3>
        <p className="small muted">
          {course.provider} · <span className="num">{course.chapters}</span> 章{course.quizRequired && ' · 有测验'}
        </p>
        <div className="f">
          {!studyId && <Price fen={course.priceFen} />}
          {!studyId && course.preview !== null && (
            <Link className="link small tap" href={`/courses/${course.slug}/preview/${course.preview}`}>
              试看<span className="sr">：{course.title}</span>
            </Link>
          )}
          {studyId ? (
            <>
              <Badge tone="mine" icon="book-open">
                已选
              </Badge>
              <Link className="btn small" href={`/learn/${studyId}`}>
                继续学习<span className="sr">：{course.title}</span>
              </Link>
            </>
          ) : (
            <TickButton course={course} ticked={ticked} />
          )}
        </div>
      </div>
    </article>
  )
}
