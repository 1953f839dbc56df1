'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { approveRefund, declineRefund } from '@/lib/checkout/decide-refund'
import { DeclineRefundInput, RecordReturnInput, RefundRef, RefundRequestRef } from '@/lib/checkout/input'
import { recordReturn, retryRefund } from '@/lib/checkout/make-refund'
import { staffCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

const finance = () => staffCtx('refunds.decide')

export const approveAction = formAction(finance, RefundRequestRef, async (ctx, key) => {
  await approveRefund(ctx, key)
  redirect(`/admin/refunds/${key.requestId}`)
})

export const declineAction = formAction(finance, DeclineRefundInput, async (ctx, input) => {
  await declineRefund(ctx, input)
  redirect(`/admin/refunds/${input.requestId}`)
})

export const retryRefundAction = formAction(finance, RefundRef, async (ctx, key) => {
  await retryRefund(ctx, key)
  revalidatePath('/admin/refunds/returns')
})

export const recordReturnAction = formAction(finance, RecordReturnInput, async (ctx, input) => {
  await recordReturn(ctx, input)
  revalidatePath('/admin/refunds/returns')
})
