import type { Metadata } from 'next'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { pageCtx } from '@/lib/identity/session'
import { listNotices, noticeCategories, noticeCategory } from '@/lib/notices/queries'
import { NoticeList } from '../_components/home-sections'

export const metadata: Metadata = { title: '平台公告' }

export default async function NoticesPage({ searchParams }: { searchParams: Promise<{ category?: string }> }) {
  const category = noticeCategory((await searchParams).category)
  const notices = await listNotices(await pageCtx(), { category })
  return (
    <main id="main" className="wrap">
      <div className="reading" style={{ maxWidth: '56rem' }}>
        <h1 className="h-page">{noticeCategories[category]}</h1>
        <nav className="tabs" aria-label="分类">
          {Object.entries(noticeCategories).map(([key, label]) => (
            <Link key={key} href={`/notices?category=${key}`} aria-current={key === category ? 'page' : undefined}>
              {label}
            </Link>
          ))}
        </nav>
        {notices.length ? <NoticeList notices={notices} /> : <Empty icon="bell" title={`暂无${noticeCategories[category]}`} />}
      </div>
    </main>
  )
}
