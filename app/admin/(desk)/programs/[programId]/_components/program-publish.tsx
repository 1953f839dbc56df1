import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import type { ProgramDesk } from '@/lib/catalog/programs/queries'
import { formatMoment } from '@/lib/shared/time'
import { Section } from '../../../_components/section'
import { publishProgramAction, unpublishProgramAction } from '../../actions'

/** Whether the rules can be satisfied at all, and 发布. */
export function ProgramPublish({ desk: { program, findings, enrolled }, mayEdit }: { desk: ProgramDesk; mayEdit: boolean }) {
  const id = <input type="hidden" name="programId" value={program.id} />
  return (
    <Section title="检查与发布">
      <Findings findings={findings} />
      <p className="soft">
        {program.publishedAt ? (
          <>
            <span className="num nowrap">{formatMoment(program.publishedAt)}</span> 发布，
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
          <ConfirmButton
            danger
            ask="要取消发布吗？"
            says={`学员随即看不到这个项目，不能再报名。已报名的 ${enrolled} 人继续学习。`}
            yes="取消发布"
            busy="正在提交"
          >
            取消发布
          </ConfirmButton>
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

/** What keeps a programme from being published, then what only deserves a look. */
function Findings({ findings }: Pick<ProgramDesk, 'findings'>) {
  const stops = findings.filter(({ kind }) => kind === 'stop')
  const looks = findings.filter(({ kind }) => kind === 'look')
  const list = (some: typeof findings) => some.map(({ text }) => <p key={text}>{text}</p>)
  return (
    <>
      {stops.length > 0 && <Note tone="warn">{list(stops)}</Note>}
      {looks.length > 0 && <Note tone="info">{list(looks)}</Note>}
      {!stops.length && <Note tone="good">学时够学，题库够出卷，价格齐全。</Note>}
    </>
  )
}
