import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { CourseCover } from '@/components/ui/course-cover'
import { Icon } from '@/components/ui/icon'
import { Phrase } from '@/components/ui/phrase'
import type { ProgramCourse } from '@/lib/enrollment/application-queries'
import { formatMoney } from '@/lib/shared/money'
import { saveElectiveAction } from '../actions'

/** The price of a course that has one of its own. */
export const coursePrice = (pricing: string, course: ProgramCourse) =>
  pricing === 'course' ? (course.priceFen ? formatMoney(course.priceFen) : '免费') : null

export function ElectiveCard({ course, pricing }: { course: ProgramCourse; pricing: string }) {
  const price = coursePrice(pricing, course)
  return (
    <article className={course.chosen ? 'card course-card on' : 'card course-card'}>
      <CourseCover seed={course.slug} hours={course.creditHours} />
      <div className="b">
        <h3>
          <Phrase>{course.title}</Phrase>
        </h3>
        <p className="small muted">
          {course.provider} · <span className="num">{course.chapters}</span> 章
        </p>
        <div className="f">
          {price && <span className="num bold push-right">{price}</span>}
          <ActionForm action={saveElectiveAction}>
            <input type="hidden" name="programId" value={course.programId} />
            <input type="hidden" name="courseId" value={course.courseId} />
            <input type="hidden" name="chosen" value={course.chosen ? 'no' : 'yes'} />
            <SubmitButton className={course.chosen ? 'btn small on' : 'btn small'} aria-pressed={course.chosen} busy="正在保存">
              {course.chosen ? (
                <>
                  <Icon name="check" />
                  已选<span className="sr">：{course.title}，再按一次取消</span>
                </>
              ) : (
                <>
                  <Icon name="plus" />
                  选择课程<span className="sr">：{course.title}</span>
                </>
              )}
            </SubmitButton>
          </ActionForm>
        </div>
      </div>
    </article>
  )
}
