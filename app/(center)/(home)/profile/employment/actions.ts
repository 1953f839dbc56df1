'use server'
import { redirect } from 'next/navigation'
import { changeEmployment } from '@/lib/identity/change-employment'
import { EmploymentInput } from '@/lib/identity/registration-input'
import { traineeCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

export const changeEmploymentAction = formAction(traineeCtx, EmploymentInput, async (ctx, input) => {
  await changeEmployment(ctx, input)
  redirect('/profile?saved=employment')
})
