import type { Metadata } from 'next'
import { PhotoCropper } from '@/app/_components/photo-cropper'
import { PhotoPicker } from '@/app/_components/photo-picker'
import { PhotoRules } from '@/app/_components/photo-rules'
import { uploadRefusal } from '@/app/_components/photo-upload'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { findPendingVersion } from '@/lib/identity/photo'
import { traineeCtx } from '@/lib/identity/session'

import { setPhotoAction } from './actions'

export const metadata: Metadata = { title: '上传照片' }

type Props = { searchParams: Promise<{ v?: string; refused?: string; minutes?: string }> }

/** 个人信息 → 上传照片: for whoever skipped it while registering, or has a better one. */
export default async function PhotoPage({ searchParams }: Props) {
  const ctx = await traineeCtx()
  const asked = await searchParams
  const waiting = await findPendingVersion(ctx, asked.v)
  return (
    <>
      <Crumb above={[['/profile', '个人信息']]} here="上传照片" />
      <div className="page-title">
        <h1 className="h-page">上传照片</h1>
      </div>
      <div className="card pad form-stack" style={{ maxWidth: 'var(--container-read)' }}>
        <p className="soft">照片印在以后签发的证书上，请上传本人近期免冠证件照。</p>
        <PhotoRules />
        <PhotoPicker url="/profile/photo/file" refused={uploadRefusal(asked)} again={Boolean(waiting)} />
        {waiting && (
          <ActionForm action={setPhotoAction} className="form-stack">
            <input type="hidden" name="version" value={waiting} />
            <PhotoCropper key={waiting} src={`/profile/photo/file?v=${waiting}`} />
            <SubmitButton className="btn primary big full">保存照片</SubmitButton>
          </ActionForm>
        )}
      </div>
    </>
  )
}
