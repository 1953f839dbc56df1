'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { CourseChoice, EnrollmentRef } from '@/lib/enrollment/input'
import { chooseCourse, confirmSelection, dropCandidate } from '@/lib/enrollment/select-courses'
import { traineeCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

const page = (enrollmentId: string) => `/classes/${enrollmentId}/select`

export const chooseAction = formAction(traineeCtx, CourseChoice, async (ctx, input) => {
  await chooseCourse(ctx, input)
  revalidatePath(page(input.enrollmentId))
})

export const dropAction = formAction(traineeCtx, CourseChoice, async (ctx, input) => {
  await dropCandidate(ctx, input)
  revalidatePath(page(input.enrollmentId))
})

export const confirmAction = formAction(traineeCtx, EnrollmentRef, async (ctx, input) => {
  await confirmSelection(ctx, input)
  redirect(`/classes/${input.enrollmentId}`)
})
