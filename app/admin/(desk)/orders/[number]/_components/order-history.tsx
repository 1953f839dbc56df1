import type { DeskOrder } from '@/lib/checkout/desk-orders'
import { formatMoment } from '@/lib/shared/time'

const words: Record<string, string> = {
  'order.place': '提交订单',
  'order.pay': '支付成功，内容已开通',
  'order.cancelled': '取消订单',
  'order.expired': '订单过期',
  'payment.receive': '收到付款',
  'refund.ask': '申请退款',
  'refund.approve': '同意退款',
  'refund.decline': '驳回退款申请',
  'refund.request': '登记应退款项',
  'refund.done': '款项已退回',
  'transfer.announce': '选择对公转账',
  'transfer.confirm': '确认到账',
}
const actors: Record<string, string> = { trainee: '学员', enterprise: '单位', system: '系统', staff: '工作人员', visitor: '访客' }

/** What was done to the order, and by whom, as the audit log has it. */
export function OrderHistory({ history }: Pick<DeskOrder, 'history'>) {
  return (
    <ol className="timeline">
      {history.map(({ id, at, action, actorKind, by }) => (
        <li key={id}>
          <span className="num muted">{formatMoment(at)}</span>
          <span>
            {words[action] ?? action}
            <span className="small muted">（{by ?? actors[actorKind] ?? actorKind}）</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
