import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { openQuizAction } from './actions'

/** 课后测验, in a project 考核测试, or 继续测验 after a failed one: opens the paper that waits, or draws a new one. */
export function QuizButton({ studyId, course, className, label }: { studyId: string; course: string; className: string; label: string }) {
  return (
    <ActionForm action={openQuizAction}>
      <input type="hidden" name="studyId" value={studyId} />
      <SubmitButton className={className} busy="正在出题">
        {label}
        <span className="sr">：{course}</span>
      </SubmitButton>
    </ActionForm>
  )
}
