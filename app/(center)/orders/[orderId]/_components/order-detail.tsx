import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Phrase } from '@/components/ui/phrase'
import { Refresher } from '@/components/ui/refresher'
import type { RefundOffer } from '@/lib/checkout/refund-queries'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import { OrderBadge } from '../../../_components/order-badge'
import { requestInvoiceAction } from '../actions'
import type { OrderView } from '../page'
import { InvoiceCard } from './invoice-card'
import { OrderLines } from './order-lines'
import { OrderOutcome } from './order-outcome'
import { PaidAt } from './paid-at'
import { RefundCard } from './refund-card'
import { ReturnedList } from './returned-list'

const methodNames: Record<string, string> = { wechat: '微信支付', alipay: '支付宝', bank: '银行卡（网上银行）', transfer: '银行转账' }

type Props = { view: OrderView; refund: RefundOffer; person: { name: string; employer: string | null } }

/** 订单详情: what was paid, how it went on, the invoice and the refund. */
export function OrderDetail({ view, refund, person }: Props) {
  const { order, items, title, program, payment, timing } = view
  const single = timing === 'single_courses'
  const moment = (at: Date) => <span className="num nowrap">{formatMoment(at)}</span>
  return (
    <main id="main" className="wrap">
      <div className="checkout-head">
        <div>
          <Crumb above={[['/orders', '发票下载']]} here="订单详情" />
          <h1 className="h-page">订单详情</h1>
        </div>
      </div>
      <div className="checkout">
        <div className="stack-2">
          <OrderOutcome view={view} refund={refund} />
          <section className="card pad" aria-label="订单">
            <KeyValue
              rows={[
                [
                  '订单号',
                  <span key="n" className="num">
                    {order.number}
                  </span>,
                ],
                ['订单状态', <OrderBadge key="s" status={order.status} />],
                ...(single
                  ? []
                  : ([
                      ['班级', <Phrase key="t">{title}</Phrase>],
                      ['培训项目', program],
                    ] as [string, React.ReactNode][])),
                ['下单时间', moment(order.createdAt)],
                ...(payment
                  ? ([
                      ['支付方式', methodNames[payment.method] ?? payment.method],
                      ['支付时间', <PaidAt key="t" payment={payment} />],
                      [
                        '交易号',
                        <span key="p" className="num break">
                          {payment.tradeNumber}
                        </span>,
                      ],
                    ] as [string, React.ReactNode][])
                  : []),
                [
                  '金额',
                  <b key="a" className="num">
                    {formatMoney(order.amountFen)}
                  </b>,
                ],
              ]}
            />
          </section>
          {single && (
            <section className="card pad" aria-labelledby="lines-title">
              <h2 className="h-card" id="lines-title">
                课程（<span className="num">{items.length}</span> 门）
              </h2>
              <OrderLines items={items} />
            </section>
          )}
        </div>
        <div className="stack-2">
          <InvoiceCard order={order} invoice={view.invoice} person={person} action={requestInvoiceAction} />
          <RefundCard offer={refund} />
          <ReturnedList returned={view.returned} />
        </div>
      </div>
      {order.status === 'refunding' && <Refresher everySeconds={3} />}
    </main>
  )
}
