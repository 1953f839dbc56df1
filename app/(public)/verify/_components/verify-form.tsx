'use client'
import { useState } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import type { Verified } from '@/lib/certificates/queries'
import type { FormState } from '@/lib/shared/form-state'
import { type VerifyState, verifyAction } from '../actions'
import { VerifiedCard } from './verified-card'

const show = (state: FormState): Verified | undefined => (state as VerifyState).verified

export function VerifyForm() {
  const [verified, setVerified] = useState<Verified>()
  return (
    <>
      <div className="card pad">
        <ActionForm action={verifyAction} className="form-stack" onState={(state) => setVerified(show(state))}>
          <Field name="number" label="证书编号" numeric placeholder="ZJ-2026-130203-000318" autoComplete="off" spellCheck={false} />
          <Field name="name" label="姓名" autoComplete="off" />
          <SubmitButton className="btn primary big full" busy="正在查询">
            查询
          </SubmitButton>
        </ActionForm>
      </div>
      {verified && <VerifiedCard certificate={verified} />}
    </>
  )
}
