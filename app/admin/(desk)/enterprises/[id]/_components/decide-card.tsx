import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Icon } from '@/components/ui/icon'
import { decisionPromiseToStaff } from '@/lib/identity/promises'
import { approveAction, rejectAction } from '../actions'

/** 通过, or 驳回 with the reason that the enterprise reads. What is decided on is what this page shows. */
export function DecideCard({ id, name, submittedAt }: { id: string; name: string; submittedAt: Date }) {
  const seen = (
    <>
      <input type="hidden" name="enterpriseId" value={id} />
      <input type="hidden" name="submittedAt" value={submittedAt.toISOString()} />
    </>
  )
  return (
    <section className="card pad form-stack" aria-labelledby="decide-title">
      <h2 className="h-card" id="decide-title">
        审核
      </h2>
      <ActionForm action={approveAction} className="form-stack">
        {seen}
        <ConfirmButton
          className="btn primary full"
          ask="要通过这个单位的注册吗？"
          says={`${name}随即可以上传名单，为职工报名、缴费。通过后不能再驳回，单位信息只能更正。`}
          yes="通过"
        >
          <Icon name="check" />
          通过
        </ConfirmButton>
      </ActionForm>
      <ActionForm action={rejectAction} className="form-stack reject-form">
        {seen}
        <TextField name="reason" label="驳回原因" hint="单位会看到，请写明哪一项不符、怎样修改。" maxLength={500} rows={3} />
        <SubmitButton className="btn danger full">驳回</SubmitButton>
      </ActionForm>
      <p className="small muted">{decisionPromiseToStaff()}</p>
    </section>
  )
}
