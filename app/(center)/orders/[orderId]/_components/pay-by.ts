import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { OrderRef, StartPaymentInput } from '@/lib/checkout/input'
import { startPayment } from '@/lib/checkout/start-payment'
import { transferMethod } from '@/lib/checkout/ways-to-pay'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { fieldsOf, formAction } from '@/lib/shared/form-action'
import type { FormState } from '@/lib/shared/form-state'
import { Refused } from '@/lib/shared/refused'

/**
 * The action of 立即支付 for who buys: it leads to the gateway's page. A transfer stands among the methods and goes another way: nothing is
 * charged now.
 * @param orders the path under which the orders of such buyers are
 */
export function payBy<A extends Buyer>(context: () => Promise<Ctx<A>>, orders: string) {
  const charge = formAction(context, StartPaymentInput, async (ctx, input) => {
    const address = await startPayment(ctx, input).catch((error) => {
      if (error instanceof Refused) revalidatePath(`${orders}/${input.orderId}`) // it may have ended
      throw error
    })
    redirect(address)
  })
  const announce = formAction(context, OrderRef, async (ctx, { orderId }) => {
    await announceTransfer(ctx, orderId)
    revalidatePath(`${orders}/${orderId}`)
  })
  return async (state: FormState, form: FormData) =>
    fieldsOf(form).method === transferMethod ? announce(state, form) : charge(state, form)
}
