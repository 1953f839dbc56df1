import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import { formatMoment } from '@/lib/shared/time'
import { Section } from '../../../_components/section'
import { publishCourseAction, unpublishCourseAction } from '../../actions'

type Props = { course: { id: string; publishedAt: Date | null }; obstacles: string[]; concerns: string[]; mayEdit: boolean }

/** 发布 with what stands in its way and what should be known before; 下架 with what it means. */
export function PublishCard({ course, obstacles, concerns, mayEdit }: Props) {
  const id = <input type="hidden" name="courseId" value={course.id} />
  return (
    <Section title="检查与发布">
      {obstacles.length > 0 && (
        <Note tone="warn">
          {obstacles.map((obstacle) => (
            <p key={obstacle}>{obstacle}</p>
          ))}
        </Note>
      )}
      {concerns.length > 0 && (
        <Note tone="info">
          {concerns.map((concern) => (
            <p key={concern}>{concern}</p>
          ))}
        </Note>
      )}
      {course.publishedAt ? (
        <>
          <p className="soft">
            <span className="num nowrap">{formatMoment(course.publishedAt)}</span> 发布，学员可以选择。
          </p>
          {mayEdit && (
            <ActionForm action={unpublishCourseAction} className="form-stack">
              {id}
              <p className="small muted">下架后不能再选，已选的学员继续学习。</p>
              <ConfirmButton
                danger
                ask="要下架这门课程吗？"
                says="以后不能再选这门课程；已经选了的学员继续学习。"
                yes="确认下架"
                busy="正在下架"
              >
                下架
              </ConfirmButton>
            </ActionForm>
          )}
        </>
      ) : (
        <>
          <p className="soft">
            还没有发布，学员看不到。
            {obstacles.length === 0 && (concerns.length ? '可以发布，请先看上面的提醒。' : '检查都已通过，可以发布。')}
          </p>
          {mayEdit && (
            <ActionForm key={obstacles.join()} action={publishCourseAction} className="form-stack">
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
