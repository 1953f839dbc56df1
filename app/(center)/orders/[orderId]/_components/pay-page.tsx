import { HotlineLink } from '@/app/_components/hotline-link'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { payMethods } from '@/lib/checkout/gateways/registry'
import { env } from '@/lib/shared/env'
import { formatHotline } from '@/lib/shared/hotline'
import { formatMoney } from '@/lib/shared/money'
import { formatClock } from '@/lib/shared/time'
import { OrderBadge } from '../../../_components/order-badge'
import { cancelOrderAction, startPaymentAction } from '../actions'
import type { OrderView } from '../page'
import { CancelButton } from './cancel-button'
import { OrderLines } from './order-lines'
import { PayForm } from './pay-form'
import { TimeLeft } from './time-left'

type Props = { view: OrderView; traineeName: string; secondsLeft: number; unpaid: boolean }

const steps: Record<OrderView['timing'], string[]> = {
  after_payment: ['确认年度', '填写订单', '支付', '进班学习'],
  before_payment: ['填写信息', '选择班级', '选择课程', '提交订单', '支付'],
  single_courses: ['选课', '确认订单', '支付', '开始学习'],
}

/** 确认订单并支付: the method, and how long the seat is kept. */
export function PayPage({ view, traineeName, secondsLeft, unpaid }: Props) {
  const { order, items, title, timing } = view
  const single = timing === 'single_courses'
  const methods = payMethods()
  const { hotline } = env()
  const amount = formatMoney(order.amountFen)
  return (
    <main id="main" className="wrap">
      <div className="checkout-head">
        <h1 className="h-page">确认订单并支付</h1>
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
          {unpaid && <Note tone="warn">还没有收到您的付款，没有扣款。可以再付一次，或换一种支付方式。</Note>}
          <TimeLeft seconds={secondsLeft} clock={formatClock(order.expiresAt)} keeps={single ? '订单' : '席位'} />
          <section className="card" aria-labelledby="method-title">
            <div className="head">
              <h2 className="h-card" id="method-title">
                支付方式
              </h2>
            </div>
            <div className="in">
              {methods.length === 0 ? (
                <Note tone="warn">在线支付还没有开通，请拨打热线 {formatHotline(hotline)} 办理。</Note>
              ) : (
                <PayForm action={startPaymentAction} orderId={order.id} amount={amount} methods={methods} busy="正在转到银行" />
              )}
            </div>
          </section>
          <Note tone="info">
            付款后{single ? '课程' : '班级'}
            <b>自动开通</b>，不用点“返回商家”。已扣款但十分钟后仍未开通，请拨打 <HotlineLink />
            ，我们会查到款项并处理。
          </Note>
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
              <dd>{order.invoiceTitle?.title ?? '不开发票'}</dd>
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
                says={single ? '取消后可以重新选课。没有扣款。' : '取消后席位不再保留，可以重新报名。没有扣款。'}
              />
            </div>
          </div>
        </aside>
      </div>
    </main>
  )
}
