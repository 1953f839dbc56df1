import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { NoticeArticle } from '@/app/_components/notice-article'
import { Crumb } from '@/components/ui/crumb'
import { Note } from '@/components/ui/note'
import { staffCtx } from '@/lib/identity/session'
import { getNoticeForDesk } from '@/lib/notices/desk-notices'
import { noticeState } from '@/lib/notices/rules'

export const metadata: Metadata = { title: '预览' }

/** A notice as readers see it, or will. */
export default async function PreviewPage({ params }: { params: Promise<{ noticeId: string }> }) {
  const ctx = await staffCtx('notices.read')
  const notice = await found(getNoticeForDesk(ctx, idFrom((await params).noticeId)))
  const state = noticeState(notice.publishedAt, ctx.now)
  return (
    <>
      {ctx.actor.rights.includes('notices.edit') ? (
        <Crumb above={[[`/admin/notices/${notice.id}`, '编辑']]} here="预览" />
      ) : (
        <Crumb above={[['/admin/notices', '公告与手册']]} here="正文" />
      )}
      {state !== 'published' && <Note tone="info">{state === 'draft' ? '这是草稿，还没有发布。' : '还没有到发布时间。'}</Note>}
      <div className="reading" style={{ marginInline: 0 }}>
        <NoticeArticle {...notice} attachmentsAt={`/admin/notices/${notice.id}/attachments`} />
      </div>
    </>
  )
}
