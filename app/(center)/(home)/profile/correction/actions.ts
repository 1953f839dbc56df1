'use server'
import { redirect } from 'next/navigation'
import { AskCorrectionInput, askCorrection } from '@/lib/identity/corrections'
import { traineeCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

export const askCorrectionAction = formAction(traineeCtx, AskCorrectionInput, async (ctx, input) => {
  await askCorrection(ctx, input)
  redirect('/profile?correction=1')
})
