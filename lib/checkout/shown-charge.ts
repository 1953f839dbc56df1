import { type Charge, liveCharges } from '@/lib/payments/charges'
import { isBridged, isScanned } from '@/lib/payments/gateways/gateway'
import { gatewayOf } from '@/lib/payments/gateways/registry'
import type { Buyer, Ctx } from '@/lib/shared/context'

const shown = async (ctx: Ctx<Buyer>, orderId: string, is: (address: string) => boolean): Promise<Charge | undefined> =>
  (await liveCharges(ctx, { buyerId: ctx.actor.id, id: orderId })).findLast(
    ({ address, expiresAt }) => address && is(address) && expiresAt > ctx.now,
  )

/** The code that pays an order when it is scanned, the latest; null when there is none that can be paid. Of somebody else's order there is none. */
export async function getScan(ctx: Ctx<Buyer>, orderId: string) {
  const charge = await shown(ctx, orderId, isScanned)
  if (!charge) return null
  const { address, amountFen, expiresAt, provider, method } = charge
  const way = gatewayOf(provider)?.methods.find(({ id }) => id === method)
  return { code: address!, amountFen, expiresAt, by: way?.name ?? '微信支付' } // the only one that is scanned (isScanned)
}
export type Scan = NonNullable<Awaited<ReturnType<typeof getScan>>>

/** What is handed to WeChat to pay an order inside it, signed now; null as above. */
export async function getBridge(ctx: Ctx<Buyer>, orderId: string) {
  const charge = await shown(ctx, orderId, isBridged)
  const gateway = charge && gatewayOf(charge.provider)
  if (!gateway?.bridge) return null
  return { request: gateway.bridge(charge!.address!), amountFen: charge!.amountFen, expiresAt: charge!.expiresAt }
}
export type Bridge = NonNullable<Awaited<ReturnType<typeof getBridge>>>
