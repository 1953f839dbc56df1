import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { found } from '@/app/_components/found'
import { UnitFields } from '@/app/_components/unit-fields'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getEnterprise, listOwnRegions } from '@/lib/identity/enterprise/staff-queries'
import { staffCtx } from '@/lib/identity/session'
import { reviseAction } from '../actions'

export const metadata: Metadata = { title: '更正单位信息' }

/** What an approved enterprise cannot change by itself. */
export default async function RevisePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await staffCtx('enterprises.review')
  const { id } = await params
  const [unit, regions] = await Promise.all([found(getEnterprise(ctx, id)), listOwnRegions(ctx)])
  if (!unit.mayReview) notFound()
  if (unit.status !== 'approved') redirect(`/admin/enterprises/${id}`)
  const { name, code, kind, regionCode, address } = unit
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">更正单位信息</h1>
        <p className="soft">{name}</p>
      </div>
      <ActionForm action={reviseAction} className="card pad form-stack narrow-card">
        <Note tone="info">
          请先核对来电人的身份和证照。更改代码或手机号后，单位需要重新登录。新手机号要等一段时间，或由另一位工作人员复核，才会生效。
        </Note>
        <input type="hidden" name="enterpriseId" value={id} />
        <UnitFields
          unit={{ name, enterpriseCode: code, kind, regionCode, address }}
          regions={regions.map((region) => ({ value: region.code, label: region.name }))}
        />
        <Field name="contactName" label="联系人姓名" maxLength={50} defaultValue={unit.contactName} />
        <Field name="phone" label="手机号" numeric type="tel" inputMode="tel" maxLength={20} defaultValue={unit.phone} />
        <TextField name="reason" label="更正原因" hint="记入操作日志。" maxLength={500} rows={3} />
        <div className="form-actions">
          <SubmitButton className="btn primary">保存更正</SubmitButton>
          <Link className="btn quiet" href={`/admin/enterprises/${id}`}>
            返回
          </Link>
        </div>
      </ActionForm>
    </>
  )
}
