import { staffCtxOrNull } from '@/lib/identity/session'
import { getAttachmentForDesk } from '@/lib/notices/desk-notices'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, untrustedFile } from '@/lib/shared/route-handler'

/** 附件 of a notice that may not be published yet. */
export async function GET(_: Request, { params }: { params: Promise<{ noticeId: string; attachmentId: string }> }) {
  return answering(async () => {
    const ctx = await staffCtxOrNull('notices.read')
    const { noticeId, attachmentId } = await params
    if (!ctx || !isId(noticeId) || !isId(attachmentId)) throw new NotFound()
    const { name, file } = await getAttachmentForDesk(ctx, noticeId, attachmentId)
    return untrustedFile(file, 'application/octet-stream', name)
  })
}
