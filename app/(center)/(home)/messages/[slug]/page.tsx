import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { NoticeArticle } from '@/app/_components/notice-article'
import { Crumb } from '@/components/ui/crumb'
import { traineeCtx } from '@/lib/identity/session'
import { getNotice, noticeCategories } from '@/lib/notices/queries'
import { MarkRead } from '../_components/mark-read'

export const metadata: Metadata = { title: '信息中心' }

export default async function MessagePage({ params }: { params: Promise<{ slug: string }> }) {
  const notice = await found(getNotice(await traineeCtx(), (await params).slug))
  return (
    <div className="reading" style={{ marginInline: 0, paddingTop: 0 }}>
      <Crumb
        above={[
          ['/messages', '信息中心'],
          [`/messages?category=${notice.category}`, noticeCategories[notice.category]],
        ]}
        here="正文"
      />
      <NoticeArticle {...notice} attachmentsAt={`/notices/${notice.slug}/attachments`} />
      <MarkRead noticeId={notice.id} />
    </div>
  )
}
