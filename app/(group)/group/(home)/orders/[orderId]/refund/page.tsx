import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getRefundOffer } from '@/lib/checkout/refund-queries'
import { refundUntil } from '@/lib/checkout/refund-rules'
import { enterpriseCtx } from '@/lib/identity/session'
import { getOrderPerson } from '@/lib/rosters/order-queries'
import { formatMoney } from '@/lib/shared/money'
import { refusalText } from '@/lib/shared/refusal-text'
import { formatMoment } from '@/lib/shared/time'
import { requestRefundAction } from '../actions'

export const metadata: Metadata = { title: '申请退款' }

type Props = { params: Promise<{ orderId: string }>; searchParams: Promise<{ item?: string }> }

/** 申请退款 for one of the people of an order: the rule, how they stand to it, and why it is asked for. */
export default async function GroupRefundPage({ params, searchParams }: Props) {
  const ctx = await enterpriseCtx()
  const orderId = idFrom((await params).orderId)
  const itemId = idFrom((await searchParams).item ?? '')
  const [person, { order, facts, request, refusal, askable }] = await Promise.all([
    found(getOrderPerson(ctx, orderId, itemId)),
    found(getRefundOffer(ctx, orderId, itemId)),
  ])
  const back = `/group/orders/${orderId}`
  return (
    <>
      <div className="page-title">
        <div>
          <Crumb above={[[back, '订单详情']]} here="申请退款" />
          <h1 className="h-page">为{person.name}申请退款</h1>
        </div>
      </div>
      <div className="group-order">
        <section className="card pad stack" aria-label="申请">
          {askable ? (
            <ActionForm action={requestRefundAction} className="form-stack">
              <input type="hidden" name="orderId" value={orderId} />
              <input type="hidden" name="itemId" value={itemId} />
              <TextField name="reason" label="退款原因" hint="写清楚便于审核，最多 200 字。" maxLength={200} rows={4} />
              <p className="soft">通过后本人退出班级，学习记录不再计入学时；其他人不受影响。已开具的发票红冲，按剩余人数重开。</p>
              <div className="form-actions">
                <SubmitButton className="btn primary big">提交退款申请</SubmitButton>
                <Link className="btn quiet big" href={back}>
                  不退了
                </Link>
              </div>
            </ActionForm>
          ) : (
            <>
              <Note tone="warn">
                {request?.status === 'open' ? '退款申请正在审核。' : refusal ? refusalText(refusal) : '这笔订单现在不能申请退款。'}
              </Note>
              <div className="form-actions">
                <Link className="btn" href={back}>
                  返回订单
                </Link>
              </div>
            </>
          )}
        </section>
        <section className="card pad" aria-label="退款条件">
          <KeyValue
            rows={[
              ['学员', `${person.name} ${person.idNumberMasked}`],
              ['班级', person.title],
              ...(order.paidAt && facts.refundDays !== null
                ? ([['最晚申请', formatMoment(refundUntil(order.paidAt, facts.refundDays))]] as [string, string][])
                : []),
              ['已学习', `${facts.learntPercent}%，不超过 ${facts.refundMaxLearntPercent}% 可以退`],
              [
                '应退',
                <b key="a" className="num">
                  {formatMoney(facts.amountFen)}
                </b>,
              ],
            ]}
          />
        </section>
      </div>
    </>
  )
}
