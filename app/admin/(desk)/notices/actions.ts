'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { staffCtx } from '@/lib/identity/session'
import { removeAttachment } from '@/lib/notices/attachments'
import { AttachmentRef, NoticeInput } from '@/lib/notices/input'
import { saveNotice } from '@/lib/notices/save-notice'
import { formAction } from '@/lib/shared/form-action'

const editor = () => staffCtx('notices.edit')

export const saveNoticeAction = formAction(editor, NoticeInput, async (ctx, draft) => {
  const id = await saveNotice(ctx, draft)
  revalidatePath('/admin/notices', 'layout')
  redirect(`/admin/notices/${id}?saved=1`)
})

export const removeAttachmentAction = formAction(editor, AttachmentRef, async (ctx, input) => {
  await removeAttachment(ctx, input)
  revalidatePath(`/admin/notices/${input.noticeId}`)
})
