import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import { getOrder } from '@/lib/checkout/queries'
import { getRefundOffer } from '@/lib/checkout/refund-queries'
import { refundUntil } from '@/lib/checkout/refund-rules'
import { traineeCtx } from '@/lib/identity/session'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import { requestRefundAction } from '../actions'

export const metadata: Metadata = { title: '申请退款' }

/** 申请退款: the rule, how the order stands to it, what happens, and why it is asked for. Whoever may not ask sees why on the order. */
export default async function RefundPage({ params }: { params: Promise<{ orderId: string }> }) {
  const ctx = await traineeCtx()
  const orderId = idFrom((await params).orderId)
  const [{ order, facts, askable }, { title, invoice, timing }] = await Promise.all([
    found(getRefundOffer(ctx, orderId)),
    found(getOrder(ctx, orderId)),
  ])
  if (!askable || !order.paidAt || facts.refundDays === null) redirect(`/orders/${orderId}`)
  const what = timing === 'single_courses' ? '课程' : '班级'
  return (
    <main id="main" className="wrap">
      <div className="checkout-head">
        <div>
          <Crumb
            above={[
              ['/orders', '发票下载'],
              [`/orders/${orderId}`, '订单详情'],
            ]}
            here="申请退款"
          />
          <h1 className="h-page">申请退款</h1>
        </div>
      </div>
      <div className="checkout">
        <div className="stack-2">
          <section className="card" aria-labelledby="reason-title">
            <div className="head">
              <h2 className="h-card" id="reason-title">
                为什么退款
              </h2>
            </div>
            <div className="in">
              <ActionForm action={requestRefundAction} className="form-stack">
                <input type="hidden" name="orderId" value={orderId} />
                <TextField name="reason" label="退款原因" hint="写清楚便于审核，最多 200 字。" maxLength={200} rows={4} />
                <div className="form-actions">
                  <SubmitButton className="btn primary big" busy="正在提交">
                    提交退款申请
                  </SubmitButton>
                  <Link className="btn quiet big" href={`/orders/${orderId}`}>
                    不退了
                  </Link>
                </div>
              </ActionForm>
            </div>
          </section>
          <section className="card pad" aria-labelledby="then-title">
            <h2 className="h-card" id="then-title">
              提交以后
            </h2>
            <ol className="then">
              <li>工作人员审核，通过前照常学习，结果显示在订单详情里。</li>
              <li>
                通过后{what}停止学习，学习记录不再计入学时{timing !== 'single_courses' && '，席位让给别人'}。
              </li>
              {invoice && <li>已申请的发票作废，已开具的红冲。</li>}
              <li>款项原路退回，1–3 个工作日到账。整笔订单一起退，不能只退一部分。</li>
            </ol>
          </section>
        </div>
        <aside className="card fee" aria-labelledby="order-title">
          <div className="head">
            <h2 className="h-card" id="order-title">
              退款条件
            </h2>
          </div>
          <div className="in">
            <KeyValue
              rows={[
                ['订单', <Phrase key="t">{title}</Phrase>],
                ['支付时间', <Figure key="p">{formatMoment(order.paidAt)}</Figure>],
                ['最晚申请', <Figure key="u">{formatMoment(refundUntil(order.paidAt, facts.refundDays))}</Figure>],
                [
                  '已学习',
                  <span key="l">
                    <Figure>{`${facts.learntPercent}%`}</Figure>，不超过 <Figure>{`${facts.refundMaxLearntPercent}%`}</Figure>
                  </span>,
                ],
              ]}
            />
            <dl className="fee-lines">
              <div className="total">
                <dt className="bold">应退</dt>
                <dd>{formatMoney(order.amountFen)}</dd>
              </div>
            </dl>
          </div>
        </aside>
      </div>
    </main>
  )
}

const Figure = ({ children }: { children: string }) => <span className="num nowrap">{children}</span>
