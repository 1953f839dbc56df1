import { found } from '@/app/_components/found'
import { NoticeArticle } from '@/app/_components/notice-article'
import { Crumb } from '@/components/ui/crumb'
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
        <Crumb above={[[`/notices?category=${notice.category}`, noticeCategories[notice.category]]]} here="正文" />
        <NoticeArticle {...notice} attachmentsAt={`/notices/${notice.slug}/attachments`} />
      </div>
    </main>
  )
}
