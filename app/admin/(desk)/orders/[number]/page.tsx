import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { found } from '@/app/_components/found'
import { OrderBadge } from '@/app/(center)/_components/order-badge'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { getOrderForDesk, listOrderItemsForDesk } from '@/lib/checkout/desk-orders'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import { buyerKindNames } from '../../_components/money-words'
import { Section } from '../../_components/section'
import { OrderHistory } from './_components/order-history'
import { OrderItems } from './_components/order-items'
import { OrderInvoices, OrderMoney } from './_components/order-money'

export const metadata: Metadata = { title: '订单详情' }

type Props = { params: Promise<{ number: string }>; searchParams: Promise<SearchParams> }

/** One order: who bought, for whom, what came in and went back, its invoices, and what happened. */
export default async function OrderPage({ params, searchParams }: Props) {
  const ctx = await staffCtx('orders.read')
  const { number } = await params
  if (!/^\d{18}$/.test(number)) notFound()
  const { page } = readListQuery(await searchParams, { filters: [], sorts: [] })
  const [view, items] = await Promise.all([found(getOrderForDesk(ctx, number)), listOrderItemsForDesk(ctx, number, page)])
  const { order, buyerId, buyerKind, buyerName, region, transfer, contact, phone } = view
  const may = (right: (typeof ctx.actor.rights)[number]) => ctx.actor.rights.includes(right)
  const moment = (at: Date) => <span className="num nowrap">{formatMoment(at)}</span>
  const buyerHref =
    buyerKind === 'enterprise'
      ? may('enterprises.read') && `/admin/enterprises/${buyerId}`
      : may('people.read') && `/admin/people/${buyerId}`
  return (
    <>
      <Crumb above={[['/admin/orders', '订单']]} here={number} />
      <div className="desk-head">
        <h1 className="h-page">
          订单 <span className="num">{number}</span>
        </h1>
        <OrderBadge status={order.status} />
      </div>
      <div className="desk-aside">
        <div className="stack-2">
          <OrderMoney {...view} />
          <Section title={<span id="items">内容（{items.total} 项）</span>} padded={false}>
            <OrderItems items={items} number={number} page={page} maySeePeople={may('people.read')} />
          </Section>
        </div>
        <div className="stack-2">
          <Section title="订单信息">
            <KeyValue
              rows={[
                [
                  '购买方',
                  <span key="b">
                    {buyerHref ? (
                      <Link className="link" href={buyerHref}>
                        {buyerName}
                      </Link>
                    ) : (
                      buyerName
                    )}
                    （{buyerKindNames[buyerKind]}）
                  </span>,
                ],
                ['行政区划', region ?? '–'],
                ...(contact ? ([['联系人', `${contact} ${phone}`]] as [string, React.ReactNode][]) : []),
                [
                  '金额',
                  <b key="a" className="num">
                    {formatMoney(order.amountFen)}
                  </b>,
                ],
                ['下单时间', moment(order.createdAt)],
                ...((order.paidAt ? [['支付时间', moment(order.paidAt)]] : []) as [string, React.ReactNode][]),
                ...((order.status === 'pending' ? [['保留至', moment(order.expiresAt)]] : []) as [string, React.ReactNode][]),
                ...((order.endedAt ? [['结束时间', moment(order.endedAt)]] : []) as [string, React.ReactNode][]),
              ]}
            />
            {transfer && !transfer.confirmedAt && (
              <Link className="btn full" href={`/admin/transfers/${number}`}>
                查看对公转账
              </Link>
            )}
          </Section>
          <OrderInvoices {...view} />
          <Section title="经过">
            <OrderHistory history={view.history} />
          </Section>
        </div>
      </div>
    </>
  )
}
