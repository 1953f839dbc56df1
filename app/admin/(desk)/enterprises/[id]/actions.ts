'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { DecideInput, RejectInput, ReviseInput } from '@/lib/identity/enterprise/input'
import { cancelPhone, PhoneChangeInput, releasePhone } from '@/lib/identity/phone-change/decide'
import { approveEnterprise, rejectEnterprise } from '@/lib/identity/review-enterprise'
import { reviseEnterprise } from '@/lib/identity/revise-enterprise'
import { staffCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

const reviewer = () => staffCtx('enterprises.review')

async function decided(id: string, as: 'approved' | 'rejected'): Promise<never> {
  revalidatePath('/admin', 'layout') // the number beside the menu's entry
  redirect(`/admin/enterprises/${id}?decided=${as}`)
}

export const approveAction = formAction(reviewer, DecideInput, async (ctx, input) => {
  await approveEnterprise(ctx, input)
  await decided(input.enterpriseId, 'approved')
})

export const rejectAction = formAction(reviewer, RejectInput, async (ctx, input) => {
  await rejectEnterprise(ctx, input)
  await decided(input.enterpriseId, 'rejected')
})

export const reviseAction = formAction(reviewer, ReviseInput, async (ctx, input) => {
  const phoneWaits = await reviseEnterprise(ctx, input)
  redirect(`/admin/enterprises/${input.enterpriseId}?decided=${phoneWaits ? 'phone' : 'revised'}`)
})

export const releasePhoneAction = formAction(reviewer, PhoneChangeInput, async (ctx, input) => {
  await releasePhone(ctx, input)
  revalidatePath('/admin', 'layout')
})

export const cancelPhoneAction = formAction(reviewer, PhoneChangeInput, async (ctx, input) => {
  await cancelPhone(ctx, input)
  revalidatePath('/admin', 'layout')
})
