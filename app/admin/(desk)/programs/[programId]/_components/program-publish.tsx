import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import type { ProgramDesk } from '@/lib/catalog/programs/queries'
import { formatMoment } from '@/lib/shared/time'
import { Section } from '../../../_components/section'
import { publishProgramAction, unpublishProgramAction } from '../../actions'

/** Whether the rules can be satisfied at all, and 发布. */
export function ProgramPublish({ desk: { program, findings, enrolled }, mayEdit }: { desk: ProgramDesk; mayEdit: boolean }) {
  const id = <input type="hidden" name="programId" value={program.id} />
  const stops = findings.filter(({ kind }) => kind === 'stop')
  const looks = findings.filter(({ kind }) => kind === 'look')
  return (
    <Section title="检查与发布">
      {stops.length > 0 && (
        <Note tone="warn">
          {stops.map(({ text }) => (
            <p key={text}>{text}</p>
          ))}
        </Note>
      )}
      {looks.length > 0 && (
        <Note tone="info">
          {looks.map(({ text }) => (
            <p key={text}>{text}</p>
          ))}
        </Note>
      )}
      {!stops.length && <Note tone="good">学时够学，题库够出卷，价格齐全。</Note>}
      <p className="soft">
        {program.publishedAt ? (
          <>
            <span className="num">{formatMoment(program.publishedAt)}</span> 发布，
          </>
        ) : (
          '还没有发布，学员看不到；'
        )}
        已有 <span className="num">{enrolled}</span> 人报名。
      </p>
      {mayEdit && program.publishedAt && (
        <ActionForm action={unpublishProgramAction} className="form-stack">
          {id}
          <p className="small muted">取消发布后不能再报名，已报名的学员继续学习。</p>
          <SubmitButton className="btn danger" busy="正在提交">
            取消发布
          </SubmitButton>
        </ActionForm>
      )}
      {mayEdit && !program.publishedAt && (
        <ActionForm action={publishProgramAction} className="form-stack">
          {id}
          <SubmitButton className="btn primary" busy="正在发布">
            发布项目
          </SubmitButton>
        </ActionForm>
      )}
    </Section>
  )
}
