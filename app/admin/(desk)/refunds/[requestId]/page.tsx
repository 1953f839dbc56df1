import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getRefundRequest } from '@/lib/checkout/desk-refunds'
import { refundUntil } from '@/lib/checkout/refund-rules'
import { orderTitle } from '@/lib/checkout/rules'
import { staffCtx } from '@/lib/identity/session'
import { formatMoney } from '@/lib/shared/money'
import { refusalText } from '@/lib/shared/refusal-text'
import { daysBetween, formatMoment } from '@/lib/shared/time'
import { RequestBadge } from '../../_components/money-badges'
import { buyerKindNames } from '../../_components/money-words'
import { Section } from '../../_components/section'
import { Decision } from './_components/decision'

export const metadata: Metadata = { title: '退款申请' }

/** One request: what is asked and why, the programme's rule, how the order stands to it, and the decision. */
export default async function RefundRequestPage({ params }: { params: Promise<{ requestId: string }> }) {
  const ctx = await staffCtx('orders.read')
  const view = await found(getRefundRequest(ctx, idFrom((await params).requestId)))
  const { request, order, facts, refusal, person, buyerName, buyerKind, title, items, proposedBy, limitFen } = view
  const moment = (at: Date) => <span className="num nowrap">{formatMoment(at)}</span>
  const open = request.status === 'open'
  return (
    <>
      <Crumb above={[['/admin/refunds', '退款']]} here="退款申请" />
      <div className="desk-head">
        <h1 className="h-page">{person && person !== buyerName ? `${buyerName}：${person}` : buyerName}的退款申请</h1>
        <RequestBadge status={request.status} proposedAt={request.proposedAt} />
      </div>
      <div className="desk-aside">
        <div className="stack-2">
          {open && refusal && <Note tone="warn">按项目规定不符合退款条件：{refusalText(refusal)}</Note>}
          {open && order.status === 'paid' && !refusal && <Note tone="good">申请时符合项目的退款规定。</Note>}
          <Section title="申请">
            <KeyValue
              rows={[
                ['申请人', `${buyerName}（${buyerKindNames[buyerKind]}）`],
                ['退什么', request.itemId ? `单项：${person}，${title}` : `整单：${orderTitle(title, items, buyerKind === 'trainee')}`],
                [
                  '原因',
                  <span key="r" className="reason">
                    {request.reason}
                  </span>,
                ],
                ['申请时间', moment(request.requestedAt)],
                ...((request.proposedAt
                  ? [
                      ['第一人同意', moment(request.proposedAt)],
                      ['第一人', view.proposedBy ?? '–'],
                    ]
                  : []) as [string, React.ReactNode][]),
                ...((request.decidedAt
                  ? [
                      ['处理时间', moment(request.decidedAt)],
                      ['处理人', view.decidedBy ?? '–'],
                    ]
                  : []) as [string, React.ReactNode][]),
                ...((request.status === 'approved'
                  ? [
                      [
                        '款项',
                        <Link key="m" className="link" href={`/admin/refunds/returns?q=${order.number}`}>
                          查看退回情况
                        </Link>,
                      ],
                    ]
                  : []) as [string, React.ReactNode][]),
                ...((request.answer
                  ? [
                      [
                        '驳回理由',
                        <span key="w" className="reason">
                          {request.answer}
                        </span>,
                      ],
                    ]
                  : []) as [string, React.ReactNode][]),
              ]}
            />
          </Section>
          <Section title="依据">
            <KeyValue
              rows={[
                [
                  '订单',
                  <Link key="o" className="link num" href={`/admin/orders/${order.number}`}>
                    {order.number}
                  </Link>,
                ],
                ...((order.paidAt
                  ? [
                      [
                        '支付时间',
                        <span key="p">
                          {moment(order.paidAt)}，申请时是支付后第 {daysBetween(order.paidAt, request.requestedAt) + 1} 天
                        </span>,
                      ],
                      [
                        '退款期限',
                        facts.refundDays === null ? (
                          '本项目支付后不办理退款'
                        ) : (
                          <span key="d">
                            支付后 {facts.refundDays} 天内，至 {moment(refundUntil(order.paidAt, facts.refundDays))}
                          </span>
                        ),
                      ],
                    ]
                  : []) as [string, React.ReactNode][]),
                ['已学习', `${facts.learntPercent}%，规定不超过 ${facts.refundMaxLearntPercent}%${facts.passed ? '；已有合格的内容' : ''}`],
                [
                  '应退',
                  <b key="a" className="num">
                    {formatMoney(facts.amountFen)}
                  </b>,
                ],
              ]}
            />
          </Section>
        </div>
        <div className="stack-2">
          {open && ctx.actor.rights.includes('refunds.decide') && (
            <Decision
              buyerId={request.buyerId}
              requestId={request.id}
              amountFen={facts.amountFen}
              single={request.itemId !== null}
              passed={facts.passed}
              limitFen={limitFen}
              proposed={request.proposedBy ? { by: proposedBy ?? '–', self: request.proposedBy === ctx.actor.id } : null}
            />
          )}
          {open && !ctx.actor.rights.includes('refunds.decide') && <Note tone="info">由财务审核。</Note>}
        </div>
      </div>
    </>
  )
}
