import { liveCharges } from '@/lib/payments/charges'
import { isScanned } from '@/lib/payments/gateways/gateway'
import { gatewayOf } from '@/lib/payments/gateways/registry'
import type { Buyer, Ctx } from '@/lib/shared/context'

/** The code that pays an order when it is scanned, the latest; null when there is none that can be paid. Of somebody else's order there is none. */
export async function getScan(ctx: Ctx<Buyer>, orderId: string) {
  const live = await liveCharges(ctx, { buyerId: ctx.actor.id, id: orderId })
  const charge = live.findLast(({ address, expiresAt }) => address && isScanned(address) && expiresAt > ctx.now)
  if (!charge) return null
  const { address, amountFen, expiresAt, provider, method } = charge
  const way = gatewayOf(provider)?.methods.find(({ id }) => id === method)
  return { code: address!, amountFen, expiresAt, by: way?.name ?? '微信支付' } // the only one that is scanned (isScanned)
}
export type Scan = NonNullable<Awaited<ReturnType<typeof getScan>>>
