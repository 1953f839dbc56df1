'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { cancelOrder } from '@/lib/checkout/end-order'
import { OrderRef, RequestRefundInput } from '@/lib/checkout/input'
import { requestRefund } from '@/lib/checkout/request-refund'
import { traineeCtx } from '@/lib/identity/session'
import { RequestInvoiceInput } from '@/lib/invoices/input'
import { requestInvoice } from '@/lib/invoices/request-invoice'
import { formAction } from '@/lib/shared/form-action'
import { payBy } from './_components/pay-by'

export const payAction = payBy(traineeCtx, '/orders')

export const cancelOrderAction = formAction(traineeCtx, OrderRef, async (ctx, { orderId }) => {
  await cancelOrder(ctx, orderId)
  revalidatePath(`/orders/${orderId}`)
})

export const requestRefundAction = formAction(traineeCtx, RequestRefundInput, async (ctx, input) => {
  await requestRefund(ctx, input)
  redirect(`/orders/${input.orderId}`)
})

export const requestInvoiceAction = formAction(traineeCtx, RequestInvoiceInput, async (ctx, { orderId, invoice }) => {
  if (invoice) await requestInvoice(ctx, { orderId, title: invoice })
  revalidatePath(`/orders/${orderId}`)
})
