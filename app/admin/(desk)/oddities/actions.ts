'use server'
import { redirect } from 'next/navigation'
import { ReviewOddityInput, reviewOddity } from '@/lib/admin/oddities'
import { staffCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

export const reviewOddityAction = formAction(
  () => staffCtx('oddities.review'),
  ReviewOddityInput,
  async (ctx, input) => {
    await reviewOddity(ctx, input)
    redirect(`/admin/oddities/${input.traineeId}/${input.day}/${input.kind}`)
  },
)
