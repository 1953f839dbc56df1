import { Badge } from '@/components/ui/badge'

/** Whether a certificate still holds. */
export const ValidityBadge = ({ revoked }: { revoked: boolean }) =>
  revoked ? (
    <Badge tone="bad" icon="circle-x">
      已撤销
    </Badge>
  ) : (
    <Badge tone="good" icon="badge-check">
      有效
    </Badge>
  )
