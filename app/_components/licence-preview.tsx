import { Icon } from '@/components/ui/icon'
import type { LicenceKind } from '@/lib/identity/enterprise/licence'

/** 营业执照 as it was sent: the picture, which opens whole in a tab of its own, or the PDF to be downloaded. */
export function LicencePreview({ kind, src }: { kind: LicenceKind; src: string }) {
  if (kind === 'pdf')
    return (
      <a className="btn full licence-pdf" href={src}>
        <Icon name="file-text" />
        下载营业执照（PDF）
      </a>
    )
  return (
    <a className="licence-picture" href={src} target="_blank" rel="noopener">
      {/* biome-ignore lint/performance/noImgElement: private, served by an authorised route */}
      <img src={src} alt="营业执照" />
      <span className="small">点开看大图</span>
    </a>
  )
}
