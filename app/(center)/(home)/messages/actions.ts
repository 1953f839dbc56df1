'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { traineeCtx } from '@/lib/identity/session'
import { readNotice } from '@/lib/notices/read-notice'

/** Called when a notice has been opened; the unread marks follow. */
export async function markReadAction(noticeId: string): Promise<void> {
  const [ctx, id] = [await traineeCtx(), z.uuid().safeParse(noticeId)]
  if (!id.success) return // what an action is called with comes from outside, whatever its type says
  await readNotice(ctx, id.data)
  revalidatePath('/messages', 'layout')
}
