import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Note } from '@/components/ui/note'
import { submitAction } from '../actions'

type Props = { attemptId: string; course: string; quiz: string; above: React.ComponentProps<typeof Crumb>['above'] }

/** The grace is over and the server has not taken the paper in yet: it can be done here and now, with what was saved. */
export function PaperOver({ attemptId, course, quiz, above }: Props) {
  return (
    <main id="main" className="wrap">
      <div className="quiz-head">
        <Crumb above={above} here={quiz} />
        <h1>
          {quiz}：{course}
        </h1>
      </div>
      <ActionForm action={submitAction} className="form-stack">
        <Note tone="warn">交卷时间已过，不能再作答。系统按已保存的答案收卷，成绩照常记录。</Note>
        <input type="hidden" name="attemptId" value={attemptId} />
        <div className="form-actions">
          <SubmitButton busy="正在收卷">收卷，看成绩</SubmitButton>
        </div>
      </ActionForm>
    </main>
  )
}
