import type { Metadata } from 'next'
import { EnterpriseInvoiceFields } from '@/app/_components/enterprise-invoice-fields'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { getOwnEnterprise } from '@/lib/identity/enterprise/queries'
import { enterpriseCtx } from '@/lib/identity/session'
import { changeContactAction } from '../actions'

export const metadata: Metadata = { title: '修改联系人和发票信息' }

export default async function EditPage() {
  const { contactName, invoice } = await getOwnEnterprise(await enterpriseCtx())
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">修改联系人和发票信息</h1>
      </div>
      <ActionForm action={changeContactAction} className="card pad form-stack narrow-card">
        <Field name="contactName" label="联系人姓名" autoComplete="name" maxLength={50} defaultValue={contactName} />
        <EnterpriseInvoiceFields invoice={invoice} />
        <div className="form-actions">
          <SubmitButton className="btn primary">保存</SubmitButton>
          <Link className="btn quiet" href="/group/profile">
            返回
          </Link>
        </div>
      </ActionForm>
    </>
  )
}
