import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getProgram } from '@/lib/catalog/programs/queries'
import { staffCtx } from '@/lib/identity/session'
import { removePartAction, setPartAction } from '../../../actions'

export const metadata: Metadata = { title: '学时要求' }

/** A part of the requirement; `new` adds one. */
export default async function PartPage({ params }: { params: Promise<{ programId: string; partId: string }> }) {
  const ctx = await staffCtx('programs.edit')
  const { programId, partId } = await params
  const { program, parts, courses, enrolled } = await found(getProgram(ctx, idFrom(programId)))
  const part = parts.find(({ id }) => id === partId)
  if (!part && partId !== 'new') notFound()
  const empty = part && !courses.some((course) => course.partId === part.id)
  const title = part ? part.name : '添加部分'
  return (
    <>
      <Crumb above={[[`/admin/programs/${programId}`, program.title]]} here={title} />
      <div className="desk-head">
        <h1 className="h-page">{title}</h1>
      </div>
      <div className="stack-2 desk-form">
        {enrolled > 0 && (
          <Note tone="warn">
            已有 <span className="num">{enrolled}</span> 人报名，{part ? '学时和必修不能再改，名称可以改。' : '不能再添加部分。'}
          </Note>
        )}
        {(part || !enrolled) && (
          <ActionForm action={setPartAction} className="card pad form-stack">
            <input type="hidden" name="programId" value={programId} />
            <input type="hidden" name="partId" value={part?.id ?? ''} />
            <Field name="name" label="部分名称" hint="如 公需选修、专业必修。" maxLength={20} defaultValue={part?.name} />
            <div className="field-row">
              <Field name="shortName" label="简称" hint="环形图上的标签。" maxLength={4} defaultValue={part?.shortName} />
              <Field
                name="requiredHours"
                label="要求学时"
                hint="至少学满。"
                inputMode="numeric"
                numeric
                maxLength={4}
                readOnly={enrolled > 0}
                defaultValue={part?.requiredHours}
              />
            </div>
            {enrolled > 0 ? (
              part?.compulsory && <input type="hidden" name="compulsory" value="on" />
            ) : (
              <CheckField name="compulsory" defaultChecked={part?.compulsory}>
                必修：开班后自动选上这一部分的全部课程
              </CheckField>
            )}
            <div className="form-actions">
              <SubmitButton busy="正在保存">{part ? '保存' : '添加部分'}</SubmitButton>
              <Link className="btn quiet" href={`/admin/programs/${programId}`}>
                返回
              </Link>
            </div>
          </ActionForm>
        )}
        {empty && enrolled === 0 && (
          <ActionForm action={removePartAction}>
            <input type="hidden" name="programId" value={programId} />
            <input type="hidden" name="partId" value={part.id} />
            <ConfirmButton danger ask="要删除这个部分吗？" says="删除后不能恢复，需要时要重新添加。" yes="删除" busy="正在删除">
              删除这个部分
            </ConfirmButton>
          </ActionForm>
        )}
      </div>
    </>
  )
}
