import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Link } from '@/components/ui/link'
import type { CertificateSnapshot } from '@/db/schema/certificates'
import { addPhotoAction } from '../actions'

type Props = { certificate: { id: string; number: string; snapshot: CertificateSnapshot; revokedAt: Date | null }; hasPhoto: boolean }

/** 补照片换发, for a certificate that holds and was issued without a photo; nothing for any other. */
export function AddPhoto({ certificate: { id, number, snapshot, revokedAt }, hasPhoto }: Props) {
  if (revokedAt || snapshot.photoKey) return null
  if (!hasPhoto)
    return (
      <Link className="btn" href="/profile/photo">
        上传照片，可换发一次<span className="sr">：{number}</span>
      </Link>
    )
  return (
    <ActionForm action={addPhotoAction} scope={`photo-${id}`}>
      <input type="hidden" name="certificateId" value={id} />
      <ConfirmButton
        className="btn"
        ask={`给${snapshot.title}补上照片？`}
        says={`换发一份有照片、编号不同的${snapshot.title}。现在的编号 ${number} 随即作废，打印过的请不要再用。只能换发一次，请先在个人信息里看看照片是否满意。`}
        yes="换发"
        no="先不换"
        busy="正在换发"
      >
        补照片换发<span className="sr">：{number}</span>
      </ConfirmButton>
    </ActionForm>
  )
}
