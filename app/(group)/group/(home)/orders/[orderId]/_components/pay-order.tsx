import { OrderBadge } from '@/app/(center)/_components/order-badge'
import { CancelButton } from '@/app/(center)/orders/[orderId]/_components/cancel-button'
import { PayMethods } from '@/app/(center)/orders/[orderId]/_components/pay-methods'
import { ReturnedList } from '@/app/(center)/orders/[orderId]/_components/returned-list'
import { TransferFacts } from '@/app/(center)/orders/[orderId]/_components/transfer-facts'
import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import { refundRule } from '@/lib/checkout/refund-rules'
import { transferMethod, waysToPay } from '@/lib/checkout/ways-to-pay'
import type { Device } from '@/lib/shared/device'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import { cancelOrderAction, payAction, withdrawTransferAction } from '../actions'
import { OrderPeople, type PeopleProps } from './order-people'
import { OrderSummary } from './order-summary'

type Props = PeopleProps & { unpaid: boolean; refused?: string; taken: number; device: Device }

/** 确认缴费: for whom, how much, until when, and how. */
export function PayOrder({ view, people, query, unpaid, refused, taken, device }: Props) {
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
        {refused && <Note tone="bad">{refused}</Note>}
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
            <OrderSummary
              view={view}
              more={[
                ['发票抬头', order.invoiceTitle?.title ?? '不开发票，支付后可以再申请'],
                ['退款', refundRule(view)],
              ]}
            />
          </div>
        </section>
        {transfer ? (
          <>
            <TransferFacts view={view} />
            <OtherWays orderId={order.id} receivedFen={view.receivedFen} />
          </>
        ) : (
          <Methods device={device} orderId={order.id} amount={amount} />
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
        <ReturnedList returned={view.returned} />
        <OrderPeople view={view} people={people} query={query} />
      </div>
    </>
  )
}

/** Back to the other ways of paying, where there are any. */
function OtherWays({ orderId, receivedFen }: { orderId: string; receivedFen: number }) {
  if (!waysToPay('enterprise').some(({ id }) => id !== transferMethod)) return null
  return (
    <ActionForm action={withdrawTransferAction}>
      <input type="hidden" name="orderId" value={orderId} />
      <ConfirmButton
        className="btn"
        ask="不转账了，改用其他支付方式吗？"
        says={`${receivedFen ? `已到账的 ${formatMoney(receivedFen)} 将退回原账户，改后要重新支付全部金额。` : '还没有转出才可以改。'}已经转出的请等待到账，不要再付一次。改后席位最多保留三天。`}
        yes="改用其他支付方式"
        no="继续等待到账"
        busy="正在修改"
      >
        改用其他支付方式
      </ConfirmButton>
    </ActionForm>
  )
}

function Methods({ orderId, amount, device }: { orderId: string; amount: string; device: Device }) {
  const methods = waysToPay('enterprise', device)
  const usual = methods.findIndex(({ icon }) => icon === 'landmark') // an enterprise pays from its bank
  return (
    <PayMethods
      device={device}
      action={payAction}
      orderId={orderId}
      amount={amount}
      methods={methods}
      usual={Math.max(0, usual)}
      two
      busy="正在提交"
    >
      ，付款后所有人<b>自动开通</b>
    </PayMethods>
  )
}
