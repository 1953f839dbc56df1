import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import { formatMoment } from '@/lib/shared/time'
import { Section } from '../../../_components/section'
import { publishCourseAction, unpublishCourseAction } from '../../actions'

type Props = { course: { id: string; publishedAt: Date | null }; obstacles: string[]; mayEdit: boolean }

/** 发布 with what still stands in its way; 下架 with what it means. */
export function PublishCard({ course, obstacles, mayEdit }: Props) {
  const id = <input type="hidden" name="courseId" value={course.id} />
  return (
    <Section title="发布">
      {obstacles.length > 0 && (
        <Note tone="warn">
          {obstacles.map((obstacle) => (
            <p key={obstacle}>{obstacle}</p>
          ))}
        </Note>
      )}
      {course.publishedAt ? (
        <>
          <p className="soft">
            <span className="num">{formatMoment(course.publishedAt)}</span> 发布，学员可以选择。
          </p>
          {mayEdit && (
            <ActionForm action={unpublishCourseAction} className="form-stack">
              {id}
              <p className="small muted">下架后不能再选，已选的学员继续学习。</p>
              <SubmitButton className="btn danger" busy="正在下架">
                下架
              </SubmitButton>
            </ActionForm>
          )}
        </>
      ) : (
        <>
          <p className="soft">还没有发布，学员看不到。{obstacles.length === 0 && '检查都已通过，可以发布。'}</p>
          {mayEdit && (
            <ActionForm action={publishCourseAction} className="form-stack">
              {id}
              <SubmitButton className="btn primary" busy="正在发布">
                发布课程
              </SubmitButton>
            </ActionForm>
          )}
        </>
      )}
    </Section>
  )
}
