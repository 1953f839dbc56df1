import { OrderBadge } from '@/app/(center)/_components/order-badge'
import { CancelButton } from '@/app/(center)/orders/[orderId]/_components/cancel-button'
import { PayForm } from '@/app/(center)/orders/[orderId]/_components/pay-form'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import { payMethods } from '@/lib/checkout/gateways/registry'
import { env } from '@/lib/shared/env'
import { formatHotline } from '@/lib/shared/hotline'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import { cancelOrderAction, payAction } from '../actions'
import { OrderPeople, type PeopleProps } from './order-people'
import { OrderSummary } from './order-summary'
import { TransferFacts } from './transfer-facts'

/** 确认缴费: for whom, how much, until when, and how. */
export function PayOrder({ view, people, query, unpaid, taken }: PeopleProps & { unpaid: boolean; taken: number }) {
  const { order, transfer } = view
  const amount = formatMoney(order.amountFen)
  return (
    <>
      <div className="page-title">
        <div>
          <Crumb above={[['/group/orders', '订单与发票']]} here="确认缴费" />
          <h1 className="h-page">确认缴费</h1>
        </div>
      </div>
      <div className="group-pay">
        {taken > 0 && (
          <Note tone="good">
            已移出 {taken} 人，金额已改为 {amount}。原订单作废，请按这笔订单支付。
          </Note>
        )}
        {unpaid && <Note tone="warn">还没有收到付款，没有扣款。可以再付一次，或换一种支付方式。</Note>}
        <p className="time-left">
          <Icon name="alarm-clock" />
          <span>
            席位为您保留到 <b className="num nowrap">{formatMoment(order.expiresAt)}</b>
            {transfer ? '，等待转账到账。' : '，请在此前完成缴费。'}
          </span>
        </p>
        <section className="card" aria-labelledby="order-title">
          <div className="head">
            <h2 className="h-card grow" id="order-title">
              订单 <span className="num">{order.number}</span>
            </h2>
            <OrderBadge status="pending" />
          </div>
          <div className="in stack">
            <OrderSummary view={view} more={[['发票抬头', order.invoiceTitle?.title ?? '不开发票，支付后可以再申请']]} />
          </div>
        </section>
        {transfer ? (
          <TransferFacts view={view} />
        ) : (
          <section className="card" aria-labelledby="method-title">
            <div className="head">
              <h2 className="h-card" id="method-title">
                支付方式
              </h2>
            </div>
            <div className="in">
              <Methods orderId={order.id} amount={amount} />
            </div>
          </section>
        )}
        <div className="order-tools">
          <CancelButton
            action={cancelOrderAction}
            orderId={order.id}
            says={
              transfer ? '已经转出的款项会在收到后原路退回。名单还在，可以重新提交。' : '席位随即让出，没有扣款。名单还在，可以重新提交。'
            }
          />
        </div>
        <OrderPeople view={view} people={people} query={query} />
      </div>
    </>
  )
}

function Methods({ orderId, amount }: { orderId: string; amount: string }) {
  const { hotline, transferAccount } = env()
  const transfer = transferAccount && {
    id: 'transfer',
    name: '对公转账',
    hint: '到开户行转账，席位保留 15 天，到账后开通',
    icon: 'building-2' as const,
  }
  const methods = [...payMethods(), ...(transfer ? [transfer] : [])]
  const usual = methods.findIndex(({ icon }) => icon === 'landmark') // an enterprise pays from its bank
  if (!methods.length) return <Note tone="warn">缴费还没有开通，请拨打热线 {formatHotline(hotline)} 办理。</Note>
  return (
    <PayForm action={payAction} orderId={orderId} amount={amount} methods={methods} usual={Math.max(0, usual)} two busy="正在提交">
      ，付款后所有人<b>自动开通</b>
    </PayForm>
  )
}
