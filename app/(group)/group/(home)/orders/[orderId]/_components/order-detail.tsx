import { OrderBadge } from '@/app/(center)/_components/order-badge'
import { InvoiceCard } from '@/app/(center)/orders/[orderId]/_components/invoice-card'
import { PaidAt } from '@/app/(center)/orders/[orderId]/_components/paid-at'
import { ReturnedList } from '@/app/(center)/orders/[orderId]/_components/returned-list'
import { Crumb } from '@/components/ui/crumb'
import { Refresher } from '@/components/ui/refresher'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { formatMoment } from '@/lib/shared/time'
import { requestInvoiceAction } from '../actions'
import { OrderOutcome } from './order-outcome'
import { OrderPeople, type PeopleProps } from './order-people'
import { OrderSummary } from './order-summary'

const methodNames: Record<string, string> = { wechat: '微信支付', alipay: '支付宝', bank: '银行卡（网上银行）', transfer: '对公转账' }

type Props = PeopleProps & { ctx: Ctx<Enterprise>; asked: boolean; taken: number }

/** 订单详情 of an enterprise: how it went on, its invoice, and the people. */
export function OrderDetail({ ctx, view, people, query, asked, taken }: Props) {
  const { order, payment, invoice } = view
  const figure = (text: string) => <span className="num break">{text}</span>
  return (
    <>
      <div className="page-title">
        <div>
          <Crumb above={[['/group/orders', '订单与发票']]} here="订单详情" />
          <h1 className="h-page">订单详情</h1>
        </div>
      </div>
      <div className="group-pay">
        <OrderOutcome ctx={ctx} view={view} asked={asked} taken={taken} />
        <div className="group-order">
          <section className="card" aria-labelledby="order-title">
            <div className="head">
              <h2 className="h-card grow" id="order-title">
                订单 <span className="num">{order.number}</span>
              </h2>
              <OrderBadge status={order.status} />
            </div>
            <div className="in">
              <OrderSummary
                view={view}
                more={[
                  ['下单时间', figure(formatMoment(order.createdAt))],
                  ...(payment
                    ? ([
                        ['支付方式', methodNames[payment.method] ?? payment.method],
                        ['支付时间', <PaidAt key="t" payment={payment} />],
                        ['交易号', figure(payment.tradeNumber)],
                      ] as [string, React.ReactNode][])
                    : []),
                ]}
              />
            </div>
          </section>
          <InvoiceCard
            order={order}
            invoice={invoice}
            person={{ name: ctx.actor.name, employer: ctx.actor.name }}
            action={requestInvoiceAction}
          />
        </div>
        <ReturnedList returned={view.returned} />
        <OrderPeople view={view} people={people} query={query} />
      </div>
      {order.status === 'refunding' && <Refresher everySeconds={3} />}
    </>
  )
}
