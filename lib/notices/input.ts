import { z } from 'zod'
import { SeenInput } from '@/lib/shared/seen-input'
import { ticked } from '@/lib/shared/ticked'

export const noticeCategoryNames = { announcement: '平台公告', manual: '操作手册', policy: '政策法规', faq: '常见问题' } as const

/** When readers see it: not yet, from now on, or from a moment to come (as a clock in China shows it). */
const timing = z
  .object({
    publish: z.enum(['draft', 'now', 'later']),
    publishAt: z.string().trim().optional().default(''),
  })
  .superRefine(({ publish, publishAt }, issues) => {
    if (publish === 'later' && !/^20\d\d-\d\d-\d\dT\d\d:\d\d$/.test(publishAt))
      issues.addIssue({ code: 'custom', path: ['publishAt'], message: '请选择定时发布的时间。' })
  })

export const NoticeInput = z
  .object({
    noticeId: z
      .literal('')
      .transform(() => undefined)
      .or(z.uuid())
      .optional(),
    category: z.enum(['announcement', 'manual', 'policy', 'faq'], '请选择栏目。'),
    title: z.string('请填写标题。').trim().min(1, '请填写标题。').max(100, '标题最多 100 字。'),
    body: z.string('请填写正文。').max(200_000, '正文太长，请分成几篇，或改用附件。'),
    pinned: ticked,
  })
  .and(timing)
  .and(SeenInput)
export type NoticeDraft = z.output<typeof NoticeInput>

export const NoticeRef = z.object({ noticeId: z.uuid() })
export const AttachmentRef = NoticeRef.extend({ attachmentId: z.uuid() })
