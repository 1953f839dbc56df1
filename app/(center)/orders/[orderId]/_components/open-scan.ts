import { redirect } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { getBridge, getScan } from '@/lib/checkout/shown-charge'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { seconds } from '@/lib/shared/time'

/** What a page to pay at shows: as long as there is something to pay; else the order, under `orders`, says what became of it. */
const opener =
  <T extends { expiresAt: Date }>(read: (ctx: Ctx<Buyer>, orderId: string) => Promise<T | null>) =>
  async (ctx: Ctx<Buyer>, given: string, orders: string) => {
    const orderId = idFrom(given)
    const back = `${orders}/${orderId}`
    await found(confirmPayment(ctx, orderId, seconds(8)))
    const shown = await read(ctx, orderId)
    if (!shown) redirect(back)
    return { shown, back, secondsLeft: Math.ceil((shown.expiresAt.getTime() - ctx.now.getTime()) / 1000) }
  }

/** A code to scan. */
export const openScan = opener(getScan)
/** Inside WeChat. */
export const openBridge = opener(getBridge)
