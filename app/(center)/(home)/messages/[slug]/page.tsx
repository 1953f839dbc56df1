import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { NoticeArticle } from '@/app/_components/notice-article'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { traineeCtx } from '@/lib/identity/session'
import { getNotice, noticeCategories } from '@/lib/notices/queries'
import { MarkRead } from '../_components/mark-read'

export const metadata: Metadata = { title: '信息中心' }

export default async function MessagePage({ params }: { params: Promise<{ slug: string }> }) {
  const notice = await found(getNotice(await traineeCtx(), (await params).slug))
  return (
    <div className="reading" style={{ marginInline: 0, paddingTop: 0 }}>
      <nav className="crumb" aria-label="位置">
        <Link href="/messages">信息中心</Link>
        <Icon name="chevron-right" />
        <Link href={`/messages?category=${notice.category}`}>{noticeCategories[notice.category]}</Link>
      </nav>
      <NoticeArticle {...notice} attachmentsAt={`/notices/${notice.slug}/attachments`} />
      <MarkRead noticeId={notice.id} />
    </div>
  )
}
