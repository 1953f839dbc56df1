'use server'
import { revalidatePath } from 'next/cache'
import { staffCtx } from '@/lib/identity/session'
import { closeDay, settleDifference } from '@/lib/reconciliation/close-day'
import { DayInput, SettleInput } from '@/lib/reconciliation/input'
import { fetchDay } from '@/lib/reconciliation/reconcile-day'
import { formAction } from '@/lib/shared/form-action'

const finance = () => staffCtx('bills.close')

export const settleAction = formAction(finance, SettleInput, async (ctx, input) => {
  await settleDifference(ctx, input)
  revalidatePath('/admin/reconciliation', 'layout')
})

export const closeDayAction = formAction(finance, DayInput, async (ctx, key) => {
  await closeDay(ctx, key)
  revalidatePath('/admin/reconciliation', 'layout')
})

export const fetchDayAction = formAction(finance, DayInput, async (ctx, key) => {
  await fetchDay(ctx, key)
  revalidatePath('/admin/reconciliation', 'layout')
})
