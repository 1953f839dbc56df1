import type { Metadata } from 'next'
import { PhotoCropper } from '@/app/_components/photo-cropper'
import { PhotoPicker } from '@/app/_components/photo-picker'
import { PhotoRules } from '@/app/_components/photo-rules'
import { uploadRefusal } from '@/app/_components/photo-upload'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { findPendingPhoto } from '@/lib/identity/photo'
import { traineeCtx } from '@/lib/identity/session'

import { setPhotoAction } from './actions'

export const metadata: Metadata = { title: '上传照片' }

type Props = { searchParams: Promise<{ v?: string; refused?: string; minutes?: string }> }

/** 个人信息 → 上传照片: for whoever skipped it while registering, or has a better one. */
export default async function PhotoPage({ searchParams }: Props) {
  const ctx = await traineeCtx()
  const asked = await searchParams
  const version = /^\d{1,15}$/.test(asked.v ?? '') ? Number(asked.v) : null
  const waiting = version && (await findPendingPhoto(ctx, version)) ? version : null
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">上传照片</h1>
        <Link className="btn" href="/profile">
          返回个人信息
        </Link>
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
