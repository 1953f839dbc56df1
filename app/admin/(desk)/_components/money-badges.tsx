import { Badge, type Tone } from '@/components/ui/badge'
import type { ChargeStatus, RefundStatus } from '@/lib/payments/states'

type RefundRequestStatus = 'open' | 'approved' | 'declined'

/** How a request for a refund stands. */
export function RequestBadge({ status, proposedAt }: { status: RefundRequestStatus; proposedAt: Date | null }) {
  if (status === 'open')
    return (
      <Badge tone="wait" icon="clock">
        {proposedAt ? '待复核' : '待审核'}
      </Badge>
    )
  if (status === 'declined') return <Badge tone="plain">已驳回</Badge>
  return (
    <Badge tone="good" icon="check">
      已同意
    </Badge>
  )
}

/** Whether money that is owed is back; what came by transfer goes back by hand. */
const chargeWords: Record<ChargeStatus, [Tone, string]> = {
  intended: ['wait', '正在联系'],
  open: ['wait', '等待付款'],
  paid: ['good', '已付款'],
  closed: ['plain', '已关闭'],
  failed: ['bad', '被拒绝'],
}

/** How an attempt to pay at a gateway stands. */
export function ChargeBadge({ status }: { status: ChargeStatus }) {
  const [tone, words] = chargeWords[status]
  return <Badge tone={tone}>{words}</Badge>
}

/** `byHand`: what came by transfer. */
export function ReturnBadge({ status, byHand }: { status: RefundStatus; byHand: boolean }) {
  if (status === 'failed')
    return (
      <Badge tone="bad" icon="circle-alert">
        退款失败
      </Badge>
    )
  if (status === 'done')
    return (
      <Badge tone="good" icon="check">
        已退回
      </Badge>
    )
  return byHand ? (
    <Badge tone="wait" icon="landmark">
      待手工退回
    </Badge>
  ) : (
    <Badge tone="info" icon="rotate-ccw">
      退回中
    </Badge>
  )
}
