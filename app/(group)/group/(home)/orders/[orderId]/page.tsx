import type { Metadata } from 'next'
import { deviceHere } from '@/app/_components/device-here'
import { found, idFrom } from '@/app/_components/found'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { enterpriseCtx } from '@/lib/identity/session'
import { getGroupOrder, listOrderPeople } from '@/lib/rosters/order-queries'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { refusalFrom } from '@/lib/shared/refusal-link'
import { OrderDetail } from './_components/order-detail'
import { PayOrder } from './_components/pay-order'

export const metadata: Metadata = { title: '订单' }

type Props = { params: Promise<{ orderId: string }>; searchParams: Promise<SearchParams> }

/** An order of an enterprise: to be paid as long as it waits, else how it went on. Asks the bank itself before it shows 待支付. */
export default async function GroupOrderPage({ params, searchParams }: Props) {
  const ctx = await enterpriseCtx()
  const orderId = idFrom((await params).orderId)
  const search = await searchParams
  const query = readListQuery(search, { filters: [], sorts: [] })
  await found(confirmPayment(ctx, orderId))
  const [view, people] = await Promise.all([found(getGroupOrder(ctx, orderId)), found(listOrderPeople(ctx, orderId, query))])
  const { order } = view
  const shared = { view, people, query, taken: Number(search.taken) || 0 }
  if (order.status === 'pending' && order.expiresAt > ctx.now)
    return (
      <PayOrder
        {...shared}
        unpaid={search.from === 'bank'}
        refused={refusalFrom(String(search.refused ?? ''), ctx.now)}
        device={await deviceHere()}
      />
    )
  const status = order.status === 'pending' ? ('expired' as const) : order.status
  return <OrderDetail {...shared} view={{ ...view, order: { ...order, status } }} ctx={ctx} asked={search.asked === '1'} />
}
