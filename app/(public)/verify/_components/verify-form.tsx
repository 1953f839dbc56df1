'use client'
import { ActionForm, useForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { type VerifyState, verifyAction } from '../actions'
import { VerifiedCard } from './verified-card'

export const VerifyForm = () => (
  <ActionForm action={verifyAction} className="card pad form-stack" below={<Found />}>
    <Field name="number" label="证书编号" numeric placeholder="ZJ-2026-130203-000318" autoComplete="off" spellCheck={false} />
    <Field name="name" label="姓名" autoComplete="off" />
    <SubmitButton className="btn primary big full" busy="正在查询">
      查询
    </SubmitButton>
  </ActionForm>
)

function Found() {
  const { verified } = useForm().state as VerifyState
  return verified && <VerifiedCard certificate={verified} />
}
