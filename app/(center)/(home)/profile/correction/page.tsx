import type { Metadata } from 'next'
import { FileRule } from '@/app/_components/file-rule'
import { PhotoPicker } from '@/app/_components/photo-picker'
import { uploadRefusal } from '@/app/_components/photo-upload'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Crumb } from '@/components/ui/crumb'
import { numberLabel } from '@/lib/identity/documents'
import { findPendingVersion } from '@/lib/identity/photo'
import { getProfile } from '@/lib/identity/queries'
import { traineeCtx } from '@/lib/identity/session'
import { askCorrectionAction } from './actions'

export const metadata: Metadata = { title: '更正申请' }

type Props = { searchParams: Promise<{ field?: string; v?: string; refused?: string; minutes?: string }> }

/** 更正申请: first the picture of the document, then what should stand on file. */
export default async function CorrectionPage({ searchParams }: Props) {
  const ctx = await traineeCtx()
  const asked = await searchParams
  const field = asked.field === 'id_number' ? 'id_number' : 'name'
  const profile = await getProfile(ctx)
  const label = field === 'name' ? '姓名' : numberLabel(profile.documentKind)
  const waiting = await findPendingVersion(ctx, asked.v)
  return (
    <>
      <Crumb above={[['/profile', '个人信息']]} here={`更正${label}`} />
      <div className="page-title">
        <h1 className="h-page">更正{label}</h1>
      </div>
      <div className="card pad form-stack" style={{ maxWidth: 'var(--container-read)' }}>
        <p className="soft">
          现在登记的{label}是 <b className={field === 'name' ? undefined : 'num'}>{field === 'name' ? profile.name : profile.idNumber}</b>
          。请先上传证件照片，再填写正确的{label}。照片只用于核对，处理完即删除。
        </p>
        <section aria-labelledby="evidence" className="form-stack">
          <h2 className="h-card" id="evidence">
            证件照片
          </h2>
          <p className="small soft">
            姓名、号码要清楚完整。
            <FileRule most={5} />。
          </p>
          <PhotoPicker url={`/profile/correction/file?field=${field}`} refused={uploadRefusal(asked)} again={Boolean(waiting)} />
          {waiting && (
            // biome-ignore lint/performance/noImgElement: private, just uploaded, served by an authorised route
            <img className="evidence" src={`/profile/photo/file?v=${waiting}`} alt="上传的证件照片" />
          )}
        </section>
        <ActionForm action={askCorrectionAction} className="form-stack">
          <input type="hidden" name="field" value={field} />
          <input type="hidden" name="version" value={waiting ?? ''} />
          {field === 'name' ? (
            <Field name="name" label="正确的姓名" autoComplete="off" maxLength={60} />
          ) : (
            <Field
              name="idNumber"
              label={`正确的${label}`}
              numeric
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={30}
            />
          )}
          <TextField name="reason" label="更正原因" hint="例如：派出所更名，或注册时填错一位。" rows={3} maxLength={200} />
          <SubmitButton className="btn primary big full">提交申请</SubmitButton>
        </ActionForm>
      </div>
    </>
  )
}
