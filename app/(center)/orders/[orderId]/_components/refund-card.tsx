import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import type { RefundOffer } from '@/lib/checkout/refund-queries'
import { refundUntil } from '@/lib/checkout/refund-rules'
import { refusalText } from '@/lib/shared/refusal-text'
import { formatMoment } from '@/lib/shared/time'

const states = {
  open: (
    <Badge tone="wait" icon="clock">
      待审核
    </Badge>
  ),
  approved: (
    <Badge tone="good" icon="check">
      已同意
    </Badge>
  ),
  declined: <Badge tone="plain">未同意</Badge>,
}

/** 退款: what was asked and answered, and whether it may be asked for now. Nothing for orders that were never paid. */
export function RefundCard({ offer: { order, facts, request, refusal, askable } }: { offer: RefundOffer }) {
  if (!order.paidAt || order.amountFen === 0 || (!request && order.status !== 'paid')) return null
  return (
    <section className="card" aria-labelledby="refund-title">
      <div className="head">
        <h2 className="h-card grow" id="refund-title">
          退款
        </h2>
        {request && states[request.status]}
      </div>
      <div className="in stack">
        {request && (
          <dl className="dl order-facts">
            <dt>申请时间</dt>
            <dd className="num nowrap">{formatMoment(request.requestedAt)}</dd>
            <dt>申请原因</dt>
            <dd className="reason">{request.reason}</dd>
            {request.decidedAt && (
              <>
                <dt>处理时间</dt>
                <dd className="num nowrap">{formatMoment(request.decidedAt)}</dd>
              </>
            )}
          </dl>
        )}
        {request?.status === 'open' && <p className="soft">正在审核。通过前班级和课程照常学习，结果会显示在这里。</p>}
        {request?.status === 'declined' && (
          <Note tone="warn">
            <b>申请没有通过：</b>
            <span className="reason">{request.answer}</span>
          </Note>
        )}
        {order.status === 'paid' && request?.status !== 'open' && refusal && <p className="soft">{refusalText(refusal)}</p>}
        {askable && (
          <>
            <p className="soft">
              可在 <span className="num nowrap">{formatMoment(refundUntil(order.paidAt, facts.refundDays ?? 0))}</span> 前申请。
              {`已学习 ${facts.learntPercent}%，不超过 ${facts.refundMaxLearntPercent}% 可以退。`}
            </p>
            <Link className="btn" href={`/orders/${order.id}/refund`}>
              <Icon name="rotate-ccw" />
              {request ? '再次申请退款' : '申请退款'}
            </Link>
          </>
        )}
      </div>
    </section>
  )
}
