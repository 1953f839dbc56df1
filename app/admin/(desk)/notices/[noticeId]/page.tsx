import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { staffCtx } from '@/lib/identity/session'
import { getNoticeForDesk } from '@/lib/notices/desk-notices'
import { refusedText } from '../../_components/answer-files'
import { FileForm } from '../../_components/file-form'
import { Section } from '../../_components/section'
import { NoticeBadge } from '../_components/notice-badge'
import { NoticeForm } from '../_components/notice-form'
import { removeAttachmentAction } from '../actions'

export const metadata: Metadata = { title: '编辑' }

type Props = { params: Promise<{ noticeId: string }>; searchParams: Promise<{ saved?: string; refused?: string }> }

/** One notice: its text, when it is read, its attachments. */
export default async function NoticePage({ params, searchParams }: Props) {
  const ctx = await staffCtx('notices.edit')
  const notice = await found(getNoticeForDesk(ctx, idFrom((await params).noticeId)))
  const { saved, refused } = await searchParams
  const read = notice.publishedAt && notice.publishedAt <= ctx.now
  return (
    <>
      <Crumb above={[['/admin/notices', '公告与手册']]} here="编辑" />
      <div className="desk-head">
        <h1 className="h-page">编辑</h1>
        <NoticeBadge publishedAt={notice.publishedAt} now={ctx.now} />
        <div className="acts">
          <Link className="btn" href={`/admin/notices/${notice.id}/preview`}>
            <Icon name="eye" />
            预览
          </Link>
          {read && (
            <Link className="btn" href={`/notices/${notice.slug}`}>
              查看公开页面
            </Link>
          )}
        </div>
      </div>
      <div className="stack-2">
        {saved && <Note tone="good">已保存。</Note>}
        <NoticeForm notice={notice} now={ctx.now} />
        <Section title={`附件（${notice.attachments.length} 个）`}>
          {notice.attachments.length > 0 && (
            <ul className="attachment-rows">
              {notice.attachments.map(({ id, name }) => (
                <li key={id}>
                  <a className="link" href={`/admin/notices/${notice.id}/attachments/${id}`}>
                    {name}
                  </a>
                  <ActionForm action={removeAttachmentAction}>
                    <input type="hidden" name="noticeId" value={notice.id} />
                    <input type="hidden" name="attachmentId" value={id} />
                    <ConfirmButton
                      className="btn small danger"
                      danger
                      ask={`要删除附件“${name}”吗？`}
                      says="读者随即不能下载，文件不能恢复，需要时要重新上传。"
                      yes="确认删除"
                      busy="正在删除"
                    >
                      删除<span className="sr">附件 {name}</span>
                    </ConfirmButton>
                  </ActionForm>
                </li>
              ))}
            </ul>
          )}
          <FileForm
            url={`/admin/notices/${notice.id}/attachments`}
            accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.zip"
            choose="选择附件"
            hint="PDF、Word、Excel、JPG、PNG、ZIP，每个不超过 20 MB。"
            send="添加附件"
            many
            refused={refusedText(refused)}
          />
        </Section>
      </div>
    </>
  )
}
