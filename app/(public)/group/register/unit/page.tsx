import type { Metadata } from 'next'
import { UnitFields } from '@/app/_components/unit-fields'
import { ActionForm } from '@/components/form/action-form'
import { KeepTyped } from '@/components/form/keep-typed'
import { SubmitButton } from '@/components/form/submit-button'
import { listRegions } from '@/lib/identity/employers'
import { enterpriseTypedFields } from '@/lib/identity/enterprise/steps'
import { GroupRegisterFrame } from '../_components/frame'
import { openStep, stepPaths } from '../_components/step'
import { saveUnitAction } from '../actions'

export const metadata: Metadata = { title: '填写单位信息' }

export default async function UnitPage() {
  const { ctx, answers } = await openStep('unit')
  const regions = (await listRegions(ctx)).map(({ code, name }) => ({ value: code, label: name }))
  const { name, kind, code: enterpriseCode, codeDoubtful, regionCode, address, typed } = answers
  return (
    <GroupRegisterFrame step="unit" title="单位信息" lead="请按营业执照或法人证书填写，审核时逐项核对。" back={stepPaths.consent}>
      <ActionForm action={saveUnitAction} className="card pad form-stack">
        <KeepTyped url="/group/register/typed/unit" fields={enterpriseTypedFields.unit} />
        <UnitFields unit={{ name, kind, enterpriseCode, codeDoubtful, regionCode, address, ...typed?.unit }} regions={regions} />
        <SubmitButton className="btn primary big full">下一步</SubmitButton>
      </ActionForm>
    </GroupRegisterFrame>
  )
}
