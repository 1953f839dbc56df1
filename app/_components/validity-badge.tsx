import { Badge } from '@/components/ui/badge'

/** Whether a certificate still holds. */
export function ValidityBadge({ revoked, replaced = false }: { revoked: boolean; replaced?: boolean }) {
  if (replaced) return <Badge tone="plain">已换发</Badge>
  return revoked ? (
    <Badge tone="bad" icon="circle-x">
      已撤销
    </Badge>
  ) : (
    <Badge tone="good" icon="badge-check">
      有效
    </Badge>
  )
}
