import { pageCtx } from '@/lib/identity/session'
import { getAttachment } from '@/lib/notices/queries'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, untrustedFile } from '@/lib/shared/route-handler'

/** 附件 of a published notice, to be saved: no browser shows it as a page of ours. */
export async function GET(_: Request, { params }: { params: Promise<{ slug: string; attachmentId: string }> }) {
  return answering(async () => {
    const { slug, attachmentId } = await params
    if (!isId(attachmentId)) throw new NotFound()
    const { name, file } = await getAttachment(await pageCtx(), slug, attachmentId)
    return untrustedFile(file, 'application/octet-stream', name)
  })
}
