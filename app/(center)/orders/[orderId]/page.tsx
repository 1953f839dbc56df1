import type { Metadata } from 'next'
import { deviceHere } from '@/app/_components/device-here'
import { found, idFrom } from '@/app/_components/found'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { getOrder } from '@/lib/checkout/queries'
import { getRefundOffer } from '@/lib/checkout/refund-queries'
import { getProfile } from '@/lib/identity/queries'
import { traineeCtx } from '@/lib/identity/session'
import { refusalFrom } from '@/lib/shared/refusal-link'
import { OrderDetail } from './_components/order-detail'
import { PayPage } from './_components/pay-page'

export const metadata: Metadata = { title: '订单' }

export type OrderView = Awaited<ReturnType<typeof getOrder>>
type Props = { params: Promise<{ orderId: string }>; searchParams: Promise<{ from?: string; refused?: string }> }

/** An order: to be paid as long as it waits, else its details. Asks the bank itself before it shows 待支付. */
export default async function OrderPage({ params, searchParams }: Props) {
  const ctx = await traineeCtx()
  const orderId = idFrom((await params).orderId)
  await found(confirmPayment(ctx, orderId))
  const [view, person] = await Promise.all([found(getOrder(ctx, orderId)), getProfile(ctx)])
  const { order } = view
  const secondsLeft = Math.ceil((order.expiresAt.getTime() - ctx.now.getTime()) / 1000)
  if (order.status === 'pending' && secondsLeft > 0) {
    const { from, refused } = await searchParams
    const { facts } = await getRefundOffer(ctx, orderId)
    const device = await deviceHere()
    const said = { unpaid: from === 'bank', refused: refusalFrom(refused, ctx.now) }
    return <PayPage view={view} refund={facts} traineeName={person.name} secondsLeft={secondsLeft} {...said} device={device} />
  }
  const shown = order.status === 'pending' ? { ...view, order: { ...order, status: 'expired' as const } } : view
  return <OrderDetail view={shown} refund={await getRefundOffer(ctx, orderId)} person={person} />
}
