import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { EnterpriseInvoiceFields } from '@/app/_components/enterprise-invoice-fields'
import { LicencePreview } from '@/app/_components/licence-preview'
import { LicenceRules } from '@/app/_components/licence-rules'
import { PhotoPicker } from '@/app/_components/photo-picker'
import { uploadRefusal } from '@/app/_components/photo-upload'
import { UnitFields } from '@/app/_components/unit-fields'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { listRegions } from '@/lib/identity/employers'
import { licenceKindOf } from '@/lib/identity/enterprise/licence'
import { getOwnEnterprise } from '@/lib/identity/enterprise/queries'
import { anyEnterpriseCtx } from '@/lib/identity/session'
import { resubmitAction } from '../actions'

export const metadata: Metadata = { title: '修改注册信息' }

type Props = { searchParams: Promise<{ refused?: string; minutes?: string }> }

/** A rejected registration with everything as it was sent, to be corrected. */
export default async function CorrectPage({ searchParams }: Props) {
  const ctx = await anyEnterpriseCtx()
  const [unit, regions] = await Promise.all([getOwnEnterprise(ctx), listRegions(ctx)])
  if (unit.status !== 'rejected') redirect('/group/review')
  const { name, code, kind, regionCode, address } = unit
  return (
    <main id="main" className="wrap">
      <div className="register form-stack">
        <div>
          <Link className="link tap back" href="/group/review">
            <Icon name="arrow-left" />
            返回审核状态
          </Link>
          <h1 className="h-page">修改注册信息</h1>
        </div>
        <Note tone="warn">
          <p className="bold">审核意见</p>
          <p className="pre-line">{unit.rejection}</p>
        </Note>
        <section className="card pad form-stack" aria-labelledby="licence-title">
          <h2 className="h-card" id="licence-title">
            营业执照
          </h2>
          <LicencePreview kind={licenceKindOf(unit.licenceKey)} src={`/group/review/licence?v=${unit.licenceKey.slice(-12, -4)}`} />
          <LicenceRules />
          <PhotoPicker kind="licence" url="/group/review/licence" refused={uploadRefusal(await searchParams)} again />
        </section>
        <ActionForm action={resubmitAction} className="card pad form-stack">
          <h2 className="h-card">单位信息</h2>
          <UnitFields
            unit={{ name, enterpriseCode: code, kind, regionCode, address }}
            regions={regions.map((region) => ({ value: region.code, label: region.name }))}
          />
          <Field name="contactName" label="联系人姓名" autoComplete="name" maxLength={50} defaultValue={unit.contactName} />
          <h2 className="h-card">发票信息</h2>
          <EnterpriseInvoiceFields invoice={unit.invoice} />
          <SubmitButton className="btn primary big full">重新提交</SubmitButton>
        </ActionForm>
      </div>
    </main>
  )
}
