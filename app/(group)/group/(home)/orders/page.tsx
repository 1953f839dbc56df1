import type { Metadata } from 'next'
import { InvoiceBadge, OrderBadge } from '@/app/(center)/_components/order-badge'
import { OrderFilter, statusesAsked } from '@/app/(center)/_components/order-filter'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { listOrders } from '@/lib/checkout/queries'
import { enterpriseCtx } from '@/lib/identity/session'
import { formatYuan } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'

export const metadata: Metadata = { title: '订单与发票' }

/** 订单与发票 of an enterprise; the order leads to its people and its invoice. */
export default async function GroupOrdersPage({ searchParams }: { searchParams: Promise<{ state?: string }> }) {
  const { state } = await searchParams
  const orders = await listOrders(await enterpriseCtx(), statusesAsked(state))
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">订单与发票</h1>
      </div>
      <OrderFilter path="/group/orders" asked={state} />
      {orders.length === 0 ? (
        <Empty icon="receipt-text" title="暂无订单">
          <p>上传名单并提交信息后，在这里确认缴费、申请和下载发票。</p>
          <Link className="btn" href="/group/enroll">
            我要报名
          </Link>
        </Empty>
      ) : (
        <div className="card">
          <table className="data-table cards">
            <thead>
              <tr>
                <th scope="col">订单</th>
                <th scope="col" className="right">
                  人数
                </th>
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
                    <span className="bold">{order.firstTitle}</span>
                    <br />
                    <span className="small muted num">
                      {order.number} · {formatMoment(order.createdAt)}
                    </span>
                  </td>
                  <td data-l="人数" className="n">
                    {order.items}
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
                    <Link className={order.status === 'pending' ? 'btn small primary' : 'btn small'} href={`/group/orders/${order.id}`}>
                      {order.status === 'pending' ? '确认缴费' : '订单详情'}
                      <span className="sr">：{order.number}</span>
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
