import { Badge } from '@/components/ui/badge'

/** Whether a course or programme can be chosen. */
export const PublishedBadge = ({ publishedAt }: { publishedAt: Date | null }) =>
  publishedAt ? (
    <Badge tone="good" icon="check">
      已发布
    </Badge>
  ) : (
    <Badge tone="plain">未发布</Badge>
  )
