import type { Metadata } from 'next'
import { LicencePreview } from '@/app/_components/licence-preview'
import { LicenceRules } from '@/app/_components/licence-rules'
import { PhotoPicker } from '@/app/_components/photo-picker'
import { uploadRefusal } from '@/app/_components/photo-upload'
import { Link } from '@/components/ui/link'
import { GroupRegisterFrame } from '../_components/frame'
import { openStep, stepPaths } from '../_components/step'

export const metadata: Metadata = { title: '上传营业执照' }

type Props = { searchParams: Promise<{ refused?: string; minutes?: string }> }

export default async function LicencePage({ searchParams }: Props) {
  const { answers } = await openStep('licence')
  const { licence } = answers
  return (
    <GroupRegisterFrame
      step="licence"
      title="营业执照"
      lead="事业单位、机关请上传法人证书或统一社会信用代码证书。"
      back={stepPaths.contact}
    >
      <div className="card pad form-stack">
        <LicenceRules />
        {licence && <LicencePreview kind={licence.kind} src={`/group/register/licence/file?v=${licence.version}`} />}
        <PhotoPicker
          kind="licence"
          url="/group/register/licence/file"
          refused={uploadRefusal(await searchParams)}
          again={Boolean(licence)}
        />
        {licence && (
          <Link className="btn primary big full" href={stepPaths.invoice}>
            下一步
          </Link>
        )}
      </div>
    </GroupRegisterFrame>
  )
}
