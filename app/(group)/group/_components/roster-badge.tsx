import { Badge } from '@/components/ui/badge'
import type { RosterSummary } from '@/lib/rosters/queries'

/** How a roster stands; whether it is paid, its order says. */
export function RosterBadge({ roster }: { roster: Pick<RosterSummary, 'status' | 'orderStatus' | 'people' | 'ready'> }) {
  const { status, orderStatus, people, ready } = roster
  if (status === 'draft')
    return ready < people ? (
      <Badge tone="bad" icon="circle-alert">
        草稿，需要修改
      </Badge>
    ) : (
      <Badge tone="info" icon="pencil">
        草稿
      </Badge>
    )
  if (status === 'withdrawn' || orderStatus === 'cancelled') return <Badge tone="plain">已取消</Badge>
  if (orderStatus === 'paid')
    return (
      <Badge tone="good" icon="circle-check">
        已缴费
      </Badge>
    )
  if (orderStatus === 'expired') return <Badge tone="plain">已过期</Badge>
  if (orderStatus === 'refunded') return <Badge tone="plain">已退款</Badge>
  if (orderStatus === 'refunding')
    return (
      <Badge tone="info" icon="clock">
        退款中
      </Badge>
    )
  return (
    <Badge tone="wait" icon="clock">
      待缴费
    </Badge>
  )
}
