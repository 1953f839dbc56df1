'use server'
import { redirect } from 'next/navigation'
import { resubmitEnterprise } from '@/lib/identity/enterprise/correct'
import { CorrectEnterpriseInput } from '@/lib/identity/enterprise/input'
import { anyEnterpriseCtx } from '@/lib/identity/session'
import { EnterpriseInvoiceInput } from '@/lib/invoices/input'
import { formAction } from '@/lib/shared/form-action'

export const resubmitAction = formAction(anyEnterpriseCtx, CorrectEnterpriseInput.and(EnterpriseInvoiceInput), async (ctx, input) => {
  await resubmitEnterprise(ctx, input)
  redirect('/group/review?resubmitted=1')
})
