import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { ChoiceField } from '@/components/form/choice-field'
import { Field } from '@/components/form/field'
import { KeepTyped } from '@/components/form/keep-typed'
import { SubmitButton } from '@/components/form/submit-button'
import { documentNames } from '@/lib/identity/documents'
import { typedFields } from '@/lib/identity/registration-steps'
import { RegisterFrame } from '../_components/frame'
import { openStep, stepPaths } from '../_components/step'
import { saveIdentityAction } from '../actions'

export const metadata: Metadata = { title: '填写身份信息' }

const kinds = Object.entries(documentNames).map(([value, label]) => ({ value, label }))

export default async function IdentityPage() {
  const { answers } = await openStep('identity')
  const { name, documentKind = 'resident_id', idNumber } = { ...answers, ...answers.typed?.identity }
  return (
    <RegisterFrame step="identity" title="身份信息" lead="请按证件填写，学时和证书以此为准。" back={stepPaths.consent}>
      <ActionForm action={saveIdentityAction} className="card pad form-stack">
        <KeepTyped url="/register/typed/identity" fields={typedFields.identity} />
        <Field
          name="name"
          label="姓名"
          hint="与证件一致。少数民族姓名中的“·”和生僻字都可以填写。"
          autoComplete="name"
          defaultValue={name}
        />
        <ChoiceField name="documentKind" label="证件类型" options={kinds} defaultValue={documentKind} />
        <Field
          name="idNumber"
          label="证件号码"
          numeric
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder="身份证 18 位，末位 X 不分大小写"
          defaultValue={idNumber}
        />
        <SubmitButton className="btn primary big full">下一步</SubmitButton>
      </ActionForm>
    </RegisterFrame>
  )
}
