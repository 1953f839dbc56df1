'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { retryJob } from '@/lib/admin/jobs'
import { staffCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

export const retryJobAction = formAction(
  () => staffCtx('jobs.retry'),
  z.object({ jobId: z.uuid() }),
  async (ctx, input) => {
    await retryJob(ctx, input)
    revalidatePath('/admin/jobs')
  },
)
