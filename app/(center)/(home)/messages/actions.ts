'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { traineeCtx } from '@/lib/identity/session'
import { readNotice } from '@/lib/notices/read-notice'

/** Called when a notice has been opened; the unread marks follow. */
export async function markReadAction(noticeId: string): Promise<void> {
  await readNotice(await traineeCtx(), z.uuid().parse(noticeId))
  revalidatePath('/messages', 'layout')
}
