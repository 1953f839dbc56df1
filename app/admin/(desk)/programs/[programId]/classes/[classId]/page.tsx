import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { Seen } from '@/components/form/seen'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getProgram } from '@/lib/catalog/programs/queries'
import { staffCtx } from '@/lib/identity/session'
import { formatDay, formatLastDay } from '@/lib/shared/time'
import { ClassFields } from '../../../_components/class-fields'
import { editClassAction } from '../../../actions'

export const metadata: Metadata = { title: '修改班级' }

export default async function EditClassPage({ params }: { params: Promise<{ programId: string; classId: string }> }) {
  const ctx = await staffCtx('programs.edit')
  const { programId, classId } = await params
  const { program, classes } = await found(getProgram(ctx, idFrom(programId)))
  const one = classes.find(({ id }) => id === classId)
  if (!one) notFound()
  return (
    <>
      <Crumb above={[[`/admin/programs/${programId}`, program.title]]} here={one.region} />
      <div className="desk-head">
        <h1 className="h-page">{one.title}</h1>
      </div>
      <div className="stack-2 desk-form">
        {one.seatsTaken > 0 && (
          <Note tone="info">
            已有 <span className="num">{one.seatsTaken}</span> 人占用名额：名额不能少于这个数，学习期限只能延长。
          </Note>
        )}
        <ActionForm action={editClassAction} className="card pad form-stack">
          <input type="hidden" name="programId" value={programId} />
          <input type="hidden" name="classId" value={classId} />
          <ClassFields
            single={program.selectionTiming === 'single_courses'}
            given={{
              title: one.title,
              seats: one.seats,
              enrolFrom: formatDay(one.enrolFrom),
              enrolUntil: formatLastDay(one.enrolUntil),
              studyFrom: formatDay(one.studyFrom),
              studyUntil: formatLastDay(one.studyUntil),
            }}
          />
          <Seen version={one.version} />
          <div className="form-actions">
            <SubmitButton busy="正在保存">保存</SubmitButton>
            <Link className="btn quiet" href={`/admin/programs/${programId}`}>
              返回
            </Link>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
