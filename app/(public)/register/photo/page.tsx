import type { Metadata } from 'next'
import { PhotoCropper } from '@/app/_components/photo-cropper'
import { PhotoPicker } from '@/app/_components/photo-picker'
import { PhotoRules } from '@/app/_components/photo-rules'
import { uploadRefusal } from '@/app/_components/photo-upload'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { RegisterFrame } from '../_components/frame'
import { openStep, stepPaths } from '../_components/step'
import { completeAction, skipPhotoAction } from '../actions'

export const metadata: Metadata = { title: '上传照片' }

type Props = { searchParams: Promise<{ refused?: string; minutes?: string }> }

/** The last step: 完成注册 with the photo chosen here, or 跳过此步完成注册. */
export default async function PhotoPage({ searchParams }: Props) {
  const { answers } = await openStep('photo')
  const version = answers.photoVersion
  return (
    <RegisterFrame step="photo" title="上传照片" lead="照片印在证书上，请上传本人近期免冠证件照。" back={stepPaths.employment}>
      <div className="card pad form-stack">
        <PhotoRules />
        <PhotoPicker url="/register/photo/file" refused={uploadRefusal(await searchParams)} again={Boolean(version)} />
        <ActionForm action={completeAction} className="form-stack">
          {version && <PhotoCropper key={version} src={`/register/photo/file?v=${version}`} />}
          <SubmitButton className="btn primary big full">完成注册</SubmitButton>
        </ActionForm>
        <ActionForm action={skipPhotoAction}>
          <SubmitButton className="btn quiet full">跳过此步完成注册</SubmitButton>
          <p className="small muted skip-hint">以后可以在“个人信息”中上传。没有照片不影响学习，证书上会缺少照片。</p>
        </ActionForm>
      </div>
    </RegisterFrame>
  )
}
