'use server'
import { revalidatePath } from 'next/cache'
import { staffCtx } from '@/lib/identity/session'
import { InvoiceRef, MarkReversedInput } from '@/lib/invoices/input'
import { markReversed } from '@/lib/invoices/mark-reversed'
import { takeOver } from '@/lib/invoices/take-over'
import { formAction } from '@/lib/shared/form-action'

const finance = () => staffCtx('invoices.issue')

export const markReversedAction = formAction(finance, MarkReversedInput, async (ctx, input) => {
  await markReversed(ctx, input)
  revalidatePath('/admin/invoices', 'layout')
})

export const takeOverAction = formAction(finance, InvoiceRef, async (ctx, { invoiceId }) => {
  await takeOver(ctx, invoiceId)
  revalidatePath('/admin/invoices', 'layout')
})
