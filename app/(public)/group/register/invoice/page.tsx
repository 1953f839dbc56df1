import type { Metadata } from 'next'
import { EnterpriseInvoiceFields } from '@/app/_components/enterprise-invoice-fields'
import { ActionForm } from '@/components/form/action-form'
import { KeepTyped } from '@/components/form/keep-typed'
import { SubmitButton } from '@/components/form/submit-button'
import { enterpriseTypedFields, isPublicBody } from '@/lib/identity/enterprise/steps'
import { GroupRegisterFrame } from '../_components/frame'
import { openStep, stepPaths } from '../_components/step'
import { saveInvoiceAction } from '../actions'

export const metadata: Metadata = { title: '填写发票信息' }

export default async function InvoicePage() {
  const { answers } = await openStep('invoice')
  const prefilled = {
    buyerKind: isPublicBody(answers.kind!) ? 'public_body' : 'company',
    title: answers.name,
    taxNumber: answers.codeKind === 'credit' ? answers.code : undefined,
  }
  return (
    <GroupRegisterFrame step="invoice" title="发票信息" lead="集体缴费后按这里的抬头开具一张发票，以后可以修改。" back={stepPaths.licence}>
      <ActionForm action={saveInvoiceAction} className="card pad form-stack">
        <KeepTyped url="/group/register/typed/invoice" fields={enterpriseTypedFields.invoice} />
        <EnterpriseInvoiceFields invoice={{ ...prefilled, ...answers.invoice, ...answers.typed?.invoice }} />
        <SubmitButton className="btn primary big full">下一步</SubmitButton>
      </ActionForm>
    </GroupRegisterFrame>
  )
}
