import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { Seen } from '@/components/form/seen'
import { SelectField } from '@/components/form/select-field'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Link } from '@/components/ui/link'
import { createCourseAction, editCourseAction } from '../actions'
import { ProviderField } from './provider-field'
import { TraineeSees } from './trainee-sees'

type Props = {
  course?: { id: string; title: string; provider: string; categoryId: string; creditHours: number; summary: string; version: string }
  /** Who studies it now. */
  people?: number
  providers: string[]
  categories: { id: string; name: string }[]
}

/** What a course says of itself; the same for a new one. */
export function CourseForm({ course, people = 0, providers, categories }: Props) {
  return (
    <ActionForm action={course ? editCourseAction : createCourseAction} className="card pad form-stack desk-form">
      {course && <input type="hidden" name="courseId" value={course.id} />}
      <Field name="title" label="课程名称" maxLength={60} defaultValue={course?.title} />
      <ProviderField names={providers} defaultValue={course?.provider} />
      <SelectField
        name="categoryId"
        label="培训类别"
        placeholder="请选择"
        options={categories.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={course?.categoryId}
      />
      <Field
        name="creditHours"
        label="学时"
        hint={course ? '已选这门课程的学员保留选课时的学时。' : undefined}
        inputMode="numeric"
        numeric
        maxLength={3}
        className="short-field"
        defaultValue={course?.creditHours}
      />
      <TextField
        name="summary"
        label="课程介绍"
        hint="选课和课程页上显示，10 到 500 个字。"
        maxLength={500}
        rows={5}
        defaultValue={course?.summary}
      />
      {course && people > 0 && <TraineeSees before={course} people={people} />}
      {course && <Seen version={course.version} />}
      <div className="form-actions">
        <SubmitButton busy="正在保存">{course ? '保存' : '新建课程'}</SubmitButton>
        <Link className="btn quiet" href={course ? `/admin/courses/${course.id}` : '/admin/courses'}>
          返回
        </Link>
      </div>
    </ActionForm>
  )
}
