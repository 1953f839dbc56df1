'use server'
import { redirect } from 'next/navigation'
import { PlaceOrderInput } from '@/lib/checkout/input'
import { placeOrder } from '@/lib/checkout/place-order'
import { traineeCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

export const placeOrderAction = formAction(traineeCtx, PlaceOrderInput, async (ctx, input) => {
  const orderId = await placeOrder(ctx, input)
  redirect(`/orders/${orderId}`)
})
