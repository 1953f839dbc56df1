import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'

/** To whoever skipped the photo, before anything is issued without it. */
export const PhotoReminder = ({ paper }: { paper: string }) => (
  <Note tone="warn">
    还没有上传照片。现在合格，{paper}上就没有照片，请先上传。{' '}
    <Link className="link" href="/profile/photo">
      上传照片
    </Link>
  </Note>
)
