import type { Metadata } from 'next'
import { Crumb } from '@/components/ui/crumb'
import { staffCtx } from '@/lib/identity/session'
import { NoticeForm } from '../_components/notice-form'

export const metadata: Metadata = { title: '写一篇' }

/** A new notice; attachments follow once it is saved. */
export default async function NewNoticePage() {
  const { now } = await staffCtx('notices.edit')
  return (
    <>
      <Crumb above={[['/admin/notices', '公告与手册']]} here="写一篇" />
      <div className="desk-head">
        <h1 className="h-page">写一篇</h1>
        <p className="muted">保存后可以添加附件、预览。</p>
      </div>
      <NoticeForm now={now} />
    </>
  )
}
