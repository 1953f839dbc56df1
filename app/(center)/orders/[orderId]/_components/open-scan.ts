import { redirect } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { getScan } from '@/lib/checkout/get-scan'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { seconds } from '@/lib/shared/time'

/** What a page with a code shows: as long as there is something to scan; else the order, under `orders`, says what became of it. */
export async function openScan(ctx: Ctx<Buyer>, given: string, orders: string) {
  const orderId = idFrom(given)
  const back = `${orders}/${orderId}`
  await found(confirmPayment(ctx, orderId, seconds(8)))
  const scan = await getScan(ctx, orderId)
  if (!scan) redirect(back)
  return { scan, back, secondsLeft: Math.ceil((scan.expiresAt.getTime() - ctx.now.getTime()) / 1000) }
}
