import type { Metadata } from 'next'
import { PhoneNews } from '@/app/_components/phone-news'
import { Badge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { listDecidedCorrections } from '@/lib/identity/corrections'
import { listOwnPhoneNews } from '@/lib/identity/phone-change/queries'
import { traineeCtx } from '@/lib/identity/session'
import { countUnread, listMyNotices, noticeCategories, noticeCategory } from '@/lib/notices/queries'
import { formatDay } from '@/lib/shared/time'
import { cancelOwnPhoneAction } from '../../profile/actions'

export const metadata: Metadata = { title: '信息中心' }

export default async function MessagesPage({ searchParams }: { searchParams: Promise<{ category?: string }> }) {
  const ctx = await traineeCtx()
  const category = noticeCategory((await searchParams).category)
  const [notices, unread, decided, phones] = await Promise.all([
    listMyNotices(ctx, category),
    countUnread(ctx),
    listDecidedCorrections(ctx),
    listOwnPhoneNews(ctx),
  ])
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">信息中心</h1>
      </div>
      {decided.length + phones.length > 0 && (
        <div className="form-stack">
          <PhoneNews news={phones} cancel={cancelOwnPhoneAction} />
          {decided.map(({ id, field, status, decidedAt, answer }) => (
            <Note key={id} tone={status === 'approved' ? 'good' : 'info'}>
              您的{field === 'name' ? '姓名' : '证件号码'}更正申请{status === 'approved' ? '已通过' : '未通过'}（
              <span className="num nowrap">{formatDay(decidedAt!)}</span>）{answer && `，答复：${answer}`}。
              <Link className="link" href="/profile#corrections">
                查看个人信息
              </Link>
            </Note>
          ))}
        </div>
      )}
      <nav className="tabs" aria-label="分类">
        {(Object.entries(noticeCategories) as [typeof category, string][]).map(([key, label]) => (
          <Link key={key} href={`/messages?category=${key}`} aria-current={key === category ? 'page' : undefined}>
            {label}
            {unread[key] ? <span className="badge mine plain">{unread[key]} 条未读</span> : null}
          </Link>
        ))}
      </nav>
      {notices.length === 0 && <Empty icon="bell" title={`暂无${noticeCategories[category]}`} />}
      <ul className="notices">
        {notices.map((notice) => (
          <li key={notice.id} className={notice.unread ? 'unread' : undefined}>
            <Link href={`/messages/${notice.slug}`}>
              <span className="t">
                {notice.unread && <span className="sr">未读：</span>}
                {notice.pinned && (
                  <>
                    <Badge tone="mine">置顶</Badge>{' '}
                  </>
                )}
                <Phrase>{notice.title}</Phrase>
              </span>
              {notice.publishedAt && (
                <time className="num" dateTime={formatDay(notice.publishedAt)}>
                  {formatDay(notice.publishedAt)}
                </time>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
