import type { Metadata } from 'next'
import { EmployerFields } from '@/app/_components/employer-fields'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { KeepTyped } from '@/components/form/keep-typed'
import { SubmitButton } from '@/components/form/submit-button'
import { listRegions } from '@/lib/identity/employers'
import { typedFields } from '@/lib/identity/registration-steps'
import { RegisterFrame } from '../_components/frame'
import { openStep, stepPaths } from '../_components/step'
import { saveEmploymentAction } from '../actions'

export const metadata: Metadata = { title: '填写单位信息' }

export default async function EmploymentPage() {
  const { ctx, answers } = await openStep('employment')
  const regions = (await listRegions(ctx)).map(({ code, name }) => ({ value: code, label: name }))
  const { employer = '', regionCode = '', technicalGrade } = { ...answers, ...answers.typed?.employment }
  return (
    <RegisterFrame step="employment" title="单位信息" lead="报名时按单位所在行政区划分配班级。" back={stepPaths.password}>
      <ActionForm action={saveEmploymentAction} className="card pad form-stack">
        <KeepTyped url="/register/typed/employment" fields={typedFields.employment} />
        <EmployerFields employer={employer} regionCode={regionCode} regions={regions} />
        <Field
          name="technicalGrade"
          label="职称或技术等级"
          optional
          hint="例如：工程师、中学一级教师、高级工。"
          maxLength={50}
          defaultValue={technicalGrade}
        />
        <SubmitButton className="btn primary big full">下一步</SubmitButton>
      </ActionForm>
    </RegisterFrame>
  )
}
