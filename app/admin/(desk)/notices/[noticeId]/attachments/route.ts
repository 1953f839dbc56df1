import { staffCtxOrNull } from '@/lib/identity/session'
import { addAttachments, attachmentLimits } from '@/lib/notices/attachments'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { fromHere } from '@/lib/shared/route-handler'
import { answerFiles } from '../../../_components/answer-files'

const maxBytes = 3 * attachmentLimits.bytes

/** Files chosen on the page of a notice. */
export const POST = fromHere(async (request: Request, { params }: { params: Promise<{ noticeId: string }> }) => {
  const ctx = await staffCtxOrNull('notices.edit')
  const { noticeId } = await params
  const page = `/admin/notices/${noticeId}`
  const tooLarge = new Refused('attachment_large', { name: '全部附件', size: maxBytes / 1e6 })
  return answerFiles(request, page, { maxBytes, tooLarge }, async (files) => {
    if (!ctx || !isId(noticeId)) throw new NotFound()
    await addAttachments(ctx, noticeId, files)
    return { next: page }
  })
})
