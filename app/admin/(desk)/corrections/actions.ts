'use server'
import { redirect } from 'next/navigation'
import { ApproveCorrectionInput, approveCorrection, DeclineCorrectionInput, declineCorrection } from '@/lib/identity/decide-correction'
import { staffCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

const reviewer = () => staffCtx('people.correct')
const page = ({ traineeId, correctionId }: { traineeId: string; correctionId: string }) => `/admin/corrections/${traineeId}/${correctionId}`

export const approveCorrectionAction = formAction(reviewer, ApproveCorrectionInput, async (ctx, input) => {
  await approveCorrection(ctx, input)
  redirect(page(input))
})

export const declineCorrectionAction = formAction(reviewer, DeclineCorrectionInput, async (ctx, input) => {
  await declineCorrection(ctx, input)
  redirect(page(input))
})
