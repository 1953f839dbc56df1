import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { addChapterAction } from '../../actions'
import { LessonField } from './lesson-field'

type Props = {
  courseId: string
  lessons: { id: string; title: string; durationSeconds: number; used: number }[]
  /** People who are in the middle of the course. */
  unfinished: number
}

/** One more chapter, of a video that is there; new videos are uploaded on their own page. */
export function AddChapter({ courseId, lessons, unfinished }: Props) {
  return (
    <details className="act add-chapter">
      <summary>添加章节</summary>
      <div className="inside">
        {unfinished > 0 && (
          <Note tone="warn">
            有 <span className="num">{unfinished}</span> 人正在学习这门课程，添加后他们需要再看这一章；已学完的不受影响。
          </Note>
        )}
        <ActionForm action={addChapterAction} className="form-stack">
          <input type="hidden" name="courseId" value={courseId} />
          <Field name="title" label="章节名称" maxLength={60} />
          <LessonField lessons={lessons} />
          <p className="small muted">
            没有要用的视频？先到
            <Link className="link" href="/admin/courses/lessons">
              视频
            </Link>
            上传，处理好后在这里选择。
          </p>
          <SubmitButton busy="正在添加">添加章节</SubmitButton>
        </ActionForm>
      </div>
    </details>
  )
}
