import type { Metadata } from 'next'
import { InvoiceBadge, OrderBadge } from '@/app/(center)/_components/order-badge'
import { OrderFilter, statusesAsked } from '@/app/(center)/_components/order-filter'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { listOrders } from '@/lib/checkout/queries'
import { traineeCtx } from '@/lib/identity/session'
import { formatYuan } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'

export const metadata: Metadata = { title: '发票下载' }

/** 发票下载: the history of orders; 订单详情 leads to the invoice of each. */
export default async function OrdersPage({ searchParams }: { searchParams: Promise<{ state?: string }> }) {
  const { state } = await searchParams
  const orders = await listOrders(await traineeCtx(), statusesAsked(state))
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">发票下载</h1>
      </div>
      <OrderFilter path="/orders" asked={state} />
      {orders.length === 0 ? (
        <Empty icon="receipt-text" title="暂无订单">
          <p>报名缴费后，可在订单详情中查看和下载发票。</p>
        </Empty>
      ) : (
        <div className="card">
          <table className="data-table cards">
            <thead>
              <tr>
                <th scope="col">订单</th>
                <th scope="col">下单时间</th>
                <th scope="col" className="right">
                  金额（元）
                </th>
                <th scope="col">订单状态</th>
                <th scope="col">发票</th>
                <th scope="col">
                  <span className="sr">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {orders.map((order) => (
                <tr key={order.id}>
                  <td>
                    <span className="bold">{order.title}</span>
                    <br />
                    <span className="small muted num">{order.number}</span>
                  </td>
                  <td data-l="下单时间" className="num nowrap">
                    {formatMoment(order.createdAt)}
                  </td>
                  <td data-l="金额（元）" className="n">
                    {formatYuan(order.amountFen)}
                  </td>
                  <td data-l="订单状态">
                    <span>
                      <OrderBadge status={order.status} />
                      {order.refundRequested && <span className="small soft below">退款审核中</span>}
                    </span>
                  </td>
                  <td data-l="发票">
                    <InvoiceBadge status={order.invoiceStatus} />
                  </td>
                  <td className="act">
                    <Link className="btn small" href={`/orders/${order.id}`}>
                      订单详情<span className="sr">：{order.number}</span>
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
