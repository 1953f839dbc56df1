import { Badge } from '@/components/ui/badge'

type RefundRequestStatus = 'open' | 'approved' | 'declined'

/** How a request for a refund stands. */
export function RequestBadge({ status }: { status: RefundRequestStatus }) {
  if (status === 'open')
    return (
      <Badge tone="wait" icon="clock">
        待审核
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
export function ReturnBadge({ done, byHand }: { done: boolean; byHand: boolean }) {
  if (done)
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
