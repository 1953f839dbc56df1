'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { payBy } from '@/app/(center)/orders/[orderId]/_components/pay-by'
import { cancelOrder } from '@/lib/checkout/end-order'
import { OrderRef, RequestRefundInput } from '@/lib/checkout/input'
import { requestRefund } from '@/lib/checkout/request-refund'
import { withdrawTransfer } from '@/lib/checkout/withdraw-transfer'
import { enterpriseCtx } from '@/lib/identity/session'
import { RequestInvoiceInput } from '@/lib/invoices/input'
import { requestInvoice } from '@/lib/invoices/request-invoice'
import { RosterRef, SubmitAgainInput, TakeOutInput } from '@/lib/rosters/order-input'
import { getGroupOrder } from '@/lib/rosters/order-queries'
import { submitRoster } from '@/lib/rosters/submit-roster'
import { takeOut, withdrawRoster } from '@/lib/rosters/take-out'
import { formAction } from '@/lib/shared/form-action'
import type { FormState } from '@/lib/shared/form-state'

export const payAction = payBy(enterpriseCtx, '/group/orders')

export const withdrawTransferAction = formAction(enterpriseCtx, OrderRef, async (ctx, { orderId }) => {
  await withdrawTransfer(ctx, orderId)
  revalidatePath(`/group/orders/${orderId}`)
})

export const cancelOrderAction = formAction(enterpriseCtx, OrderRef, async (ctx, { orderId }) => {
  await cancelOrder(ctx, orderId)
  revalidatePath(`/group/orders/${orderId}`)
})

const takeOutRows = formAction(enterpriseCtx, TakeOutInput, async (ctx, { rosterId, rows }) => {
  const orderId = await takeOut(ctx, { rosterId, rows })
  redirect(orderId ? `/group/orders/${orderId}?taken=${rows.length}` : '/group/orders')
})

export async function takeOutAction(state: FormState, form: FormData) {
  if (form instanceof FormData) {
    form.set('rows', form.getAll('row').join())
    form.delete('row')
  }
  return takeOutRows(state, form)
}

export const submitAgainAction = formAction(enterpriseCtx, SubmitAgainInput, async (ctx, { orderId, rosterId, expectedFen }) => {
  const { order } = await getGroupOrder(ctx, orderId)
  redirect(`/group/orders/${await submitRoster(ctx, { rosterId, expectedFen, invoice: order.invoiceTitle, leaveOut: true })}`)
})

export const withdrawRosterAction = formAction(enterpriseCtx, RosterRef, async (ctx, { rosterId }) => {
  await withdrawRoster(ctx, rosterId)
  redirect('/group/rosters')
})

export const requestRefundAction = formAction(enterpriseCtx, RequestRefundInput, async (ctx, input) => {
  await requestRefund(ctx, input)
  redirect(`/group/orders/${input.orderId}?asked=1`)
})

export const requestInvoiceAction = formAction(enterpriseCtx, RequestInvoiceInput, async (ctx, { orderId, invoice }) => {
  if (invoice) await requestInvoice(ctx, { orderId, title: invoice })
  revalidatePath(`/group/orders/${orderId}`)
})
