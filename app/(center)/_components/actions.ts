'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { StudyRef } from '@/lib/enrollment/input'
import { withdrawCourse } from '@/lib/enrollment/select-courses'
import { traineeCtx } from '@/lib/identity/session'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { formAction } from '@/lib/shared/form-action'

export const openQuizAction = formAction(traineeCtx, z.object({ studyId: z.uuid() }), async (ctx, { studyId }) => {
  const attemptId = await openAttempt(ctx, studyId)
  redirect(`/quiz/${attemptId}`)
})

export const withdrawAction = formAction(traineeCtx, StudyRef, async (ctx, input) => {
  await withdrawCourse(ctx, input)
  revalidatePath(`/classes/${input.enrollmentId}`)
})
