'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { traineeCtx } from '@/lib/identity/session'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import { formAction } from '@/lib/shared/form-action'

export const submitAction = formAction(traineeCtx, z.object({ attemptId: z.uuid() }), async (ctx, { attemptId }) => {
  await submitAttempt(ctx, attemptId)
  revalidatePath(`/quiz/${attemptId}`)
})
