import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { getProgram } from '@/lib/catalog/programs/queries'
import { staffCtx } from '@/lib/identity/session'
import { copyProgramAction } from '../../actions'

export const metadata: Metadata = { title: '复制项目' }

export default async function CopyProgramPage({ params }: { params: Promise<{ programId: string }> }) {
  const ctx = await staffCtx('programs.edit')
  const { program, courses, classes } = await found(getProgram(ctx, idFrom((await params).programId)))
  return (
    <>
      <Crumb above={[[`/admin/programs/${program.id}`, program.title]]} here="复制" />
      <div className="desk-head">
        <h1 className="h-page">复制到新的年度</h1>
      </div>
      <ActionForm action={copyProgramAction} className="card pad form-stack desk-form">
        <input type="hidden" name="programId" value={program.id} />
        <p className="soft">
          规则、学时要求、<span className="num">{courses.length}</span> 门课程和 <span className="num">{classes.length}</span>{' '}
          个班级都会复制；名称和须知中的“{program.year}”换成新的年度，报名和学习日期顺延相应的年数，名额清空。新项目不会发布，检查后再发布。
        </p>
        <Field
          name="year"
          label="新的年度"
          inputMode="numeric"
          numeric
          maxLength={4}
          className="short-field"
          defaultValue={program.year + 1}
        />
        <div className="form-actions">
          <SubmitButton busy="正在复制">复制项目</SubmitButton>
          <Link className="btn quiet" href={`/admin/programs/${program.id}`}>
            返回
          </Link>
        </div>
      </ActionForm>
    </>
  )
}
