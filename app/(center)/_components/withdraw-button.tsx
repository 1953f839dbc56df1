import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { withdrawAction } from './actions'

export function WithdrawButton({ enrollmentId, studyId, course }: { enrollmentId: string; studyId: string; course: string }) {
  return (
    <ActionForm action={withdrawAction}>
      <input type="hidden" name="enrollmentId" value={enrollmentId} />
      <input type="hidden" name="studyId" value={studyId} />
      <SubmitButton className="btn small quiet" busy="正在退选">
        退选<span className="sr">：{course}</span>
      </SubmitButton>
    </ActionForm>
  )
}
