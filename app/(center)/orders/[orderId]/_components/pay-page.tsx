import { Helpline } from '@/app/_components/helpline'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import type { InvoiceTitle } from '@/db/schema/checkout'
import type { RefundTerms } from '@/lib/catalog/programs/rules'
import { refundRule } from '@/lib/checkout/refund-rules'
import { transferMethod, waysToPay } from '@/lib/checkout/ways-to-pay'
import { titleKindNames } from '@/lib/invoices/title-kinds'
import type { Device } from '@/lib/shared/device'
import { formatMoney } from '@/lib/shared/money'
import { formatClock, formatMoment } from '@/lib/shared/time'
import { OrderBadge } from '../../../_components/order-badge'
import { cancelOrderAction, payAction } from '../actions'
import type { OrderView } from '../page'
import { CancelButton } from './cancel-button'
import { OrderLines } from './order-lines'
import { PayMethods } from './pay-methods'
import { TimeLeft } from './time-left'
import { TransferFacts } from './transfer-facts'

type Props = {
  view: OrderView
  refund: RefundTerms
  traineeName: string
  secondsLeft: number
  unpaid: boolean
  refused?: string
  device: Device
}

const steps: Record<OrderView['timing'], string[]> = {
  after_payment: ['确认年度', '填写订单', '支付', '进班学习'],
  before_payment: ['填写信息', '选择班级', '选择课程', '提交订单', '支付'],
  single_courses: ['选课', '确认订单', '支付', '开始学习'],
}

/** 确认订单并支付: the method, and how long the seat is kept. */
export function PayPage({ view, refund, traineeName, secondsLeft, unpaid, refused, device }: Props) {
  const { order, items, title, timing, transfer } = view
  const single = timing === 'single_courses'
  const methods = waysToPay('trainee', device)
  const keeps = single ? '订单' : '席位'
  const amount = formatMoney(order.amountFen)
  return (
    <main id="main" className="wrap">
      <div className="checkout-head">
        <div>
          <Crumb above={[['/orders', '发票下载']]} here="确认订单并支付" />
          <h1 className="h-page">确认订单并支付</h1>
        </div>
        <ol className="steps" aria-label={single ? '选课步骤' : '报名步骤'}>
          {steps[timing].map((name, i, all) => (
            <li key={name} className={i < all.indexOf('支付') ? 'done' : undefined} aria-current={name === '支付' ? 'step' : undefined}>
              {name}
            </li>
          ))}
        </ol>
      </div>
      <div className="checkout">
        <div className="stack-2">
          {refused && <Note tone="bad">{refused}</Note>}
          {unpaid && <Note tone="warn">还没有收到您的付款，没有扣款。可以再付一次，或换一种支付方式。</Note>}
          {transfer ? (
            <p className="time-left">
              <Icon name="alarm-clock" />
              <span>
                {keeps}为您保留到 <b className="num nowrap">{formatMoment(order.expiresAt)}</b>，等待转账到账。
              </span>
            </p>
          ) : (
            <TimeLeft
              seconds={secondsLeft}
              clock={formatClock(order.expiresAt)}
              keeps={keeps}
              todo={methods.every(({ id }) => id === transferMethod) ? '选择转账' : '完成支付'}
            />
          )}
          {transfer ? (
            <TransferFacts view={view} single />
          ) : (
            <PayMethods device={device} action={payAction} orderId={order.id} amount={amount} methods={methods} busy="正在提交" />
          )}
          {!transfer && methods.length > 0 && (
            <Note tone="info">
              付款后{single ? '课程' : '班级'}
              <b>自动开通</b>，不用点“返回商家”。已扣款但十分钟后仍未开通，请
              <Helpline />
              ，我们会查到款项并处理。
            </Note>
          )}
        </div>
        <aside className="card fee" aria-labelledby="order-title">
          <div className="head">
            <h2 className="h-card grow" id="order-title">
              订单
            </h2>
            <OrderBadge status="pending" />
          </div>
          <div className="in">
            <dl className="dl order-facts">
              <dt>订单号</dt>
              <dd className="num">{order.number}</dd>
              {!single && (
                <>
                  <dt>班级</dt>
                  <dd>
                    <Phrase>{title}</Phrase>
                  </dd>
                </>
              )}
              <dt>学员</dt>
              <dd>{traineeName}</dd>
              <dt>发票抬头</dt>
              <dd>{order.invoiceTitle ? <InvoiceTitleText title={order.invoiceTitle} /> : '不开发票'}</dd>
              <dt>退款</dt>
              <dd>{refundRule(refund)}</dd>
            </dl>
            {single && <OrderLines items={items} />}
            <dl className="fee-lines">
              <div className="total">
                <dt className="bold">应付</dt>
                <dd>{amount}</dd>
              </div>
            </dl>
            <div className="order-tools">
              <CancelButton
                action={cancelOrderAction}
                orderId={order.id}
                says={
                  transfer
                    ? '已经转出的款项会在收到后退回。'
                    : single
                      ? '取消后可以重新选课。没有扣款。'
                      : '取消后席位不再保留，可以重新报名。没有扣款。'
                }
              />
            </div>
          </div>
        </aside>
      </div>
    </main>
  )
}

const InvoiceTitleText = ({ title: { buyerKind, title, taxNumber } }: { title: InvoiceTitle }) => (
  <>
    {title}（{titleKindNames[buyerKind]}）
    {taxNumber && (
      <>
        <br />
        税号 <span className="num break">{taxNumber}</span>
      </>
    )}
  </>
)
