import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Field } from '@/components/form/field'
import { SelectField } from '@/components/form/select-field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { getProgram, listAddable } from '@/lib/catalog/programs/queries'
import { staffCtx } from '@/lib/identity/session'
import { removeProgramCourseAction, setProgramCourseAction } from '../../../actions'

export const metadata: Metadata = { title: '项目课程' }

/** A course in a programme: in which part, with a quiz or not, at which price; `new` adds one. */
export default async function ProgramCoursePage({ params }: { params: Promise<{ programId: string; courseId: string }> }) {
  const ctx = await staffCtx('programs.edit')
  const { programId, courseId } = await params
  const { program, parts, courses } = await found(getProgram(ctx, idFrom(programId)))
  const course = courses.find((one) => one.courseId === courseId)
  if (!course && courseId !== 'new') notFound()
  const addable = course ? [] : await listAddable(ctx, programId)
  const title = course ? course.title : '添加课程'
  return (
    <>
      <Crumb above={[[`/admin/programs/${programId}`, program.title]]} here={title} />
      <div className="desk-head">
        <h1 className="h-page">{title}</h1>
      </div>
      <div className="stack-2 desk-form">
        <ActionForm action={setProgramCourseAction} className="card pad form-stack">
          <input type="hidden" name="programId" value={programId} />
          {course ? (
            <input type="hidden" name="courseId" value={course.courseId} />
          ) : (
            <SelectField
              name="courseId"
              label="课程"
              placeholder="请选择课程"
              options={addable.map(({ id, title: name, provider, creditHours, publishedAt }) => ({
                value: id,
                label: `${name}（${creditHours} 学时，${provider}${publishedAt ? '' : '，未发布'}）`,
              }))}
            />
          )}
          <SelectField
            name="partId"
            label="归入部分"
            placeholder="请选择"
            options={parts.map((part) => ({
              value: part.id,
              label: `${part.name}（要求 ${part.requiredHours} 学时${part.compulsory ? '，必修' : ''}）`,
            }))}
            defaultValue={course?.partId ?? (parts.length === 1 ? parts[0]!.id : '')}
          />
          <CheckField name="quizRequired" defaultChecked={course ? course.quizRequired : true}>
            看完后要通过课后测验
          </CheckField>
          {program.pricing === 'course' && (
            <Field
              name="priceFen"
              label="价格（元）"
              hint="免费请填 0。"
              inputMode="decimal"
              numeric
              maxLength={8}
              className="short-field"
              defaultValue={course?.priceFen === null || course?.priceFen === undefined ? '' : (course.priceFen / 100).toFixed(2)}
            />
          )}
          <p className="small muted">已选这门课程的学员保留选课时的测验要求和价格。</p>
          <div className="form-actions">
            <SubmitButton busy="正在保存">{course ? '保存' : '添加课程'}</SubmitButton>
            <Link className="btn quiet" href={`/admin/programs/${programId}`}>
              返回
            </Link>
          </div>
        </ActionForm>
        {course && (
          <ActionForm action={removeProgramCourseAction}>
            <input type="hidden" name="programId" value={programId} />
            <input type="hidden" name="courseId" value={course.courseId} />
            <ConfirmButton
              danger
              ask="要把这门课程移出项目吗？"
              says="以后不能再选这门课程；已经选了的学员继续学习。"
              yes="移出项目"
              busy="正在移出"
            >
              移出项目
            </ConfirmButton>
          </ActionForm>
        )}
      </div>
    </>
  )
}
