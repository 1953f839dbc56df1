import Link from 'next/link'
import { found } from '@/app/_components/found'
import { NoticeArticle } from '@/app/_components/notice-article'
import { Icon } from '@/components/ui/icon'
import { pageCtx } from '@/lib/identity/session'
import { getNotice, noticeCategories } from '@/lib/notices/queries'

type Props = { params: Promise<{ slug: string }> }

export async function generateMetadata({ params }: Props) {
  const { title } = await found(getNotice(await pageCtx(), (await params).slug))
  return { title }
}

export default async function NoticePage({ params }: Props) {
  const notice = await found(getNotice(await pageCtx(), (await params).slug))
  return (
    <main id="main" className="wrap">
      <div className="reading">
        <nav className="crumb" aria-label="位置">
          <Link href={`/notices?category=${notice.category}`}>{noticeCategories[notice.category]}</Link>
          <Icon name="chevron-right" />
          <span aria-current="page">正文</span>
        </nav>
        <NoticeArticle {...notice} attachmentsAt={`/notices/${notice.slug}/attachments`} />
      </div>
    </main>
  )
}
