import { Badge } from '@/components/ui/badge'
import { noticeState } from '@/lib/notices/rules'
import { formatMoment } from '@/lib/shared/time'

/** Whether readers see a notice. */
export function NoticeBadge({ publishedAt, now }: { publishedAt: Date | null; now: Date }) {
  const state = noticeState(publishedAt, now)
  if (state === 'draft') return <Badge tone="plain">草稿</Badge>
  if (state === 'published')
    return (
      <Badge tone="good" icon="check">
        已发布
      </Badge>
    )
  return (
    <Badge tone="wait" icon="clock">
      <span className="num nowrap">{formatMoment(publishedAt!)}</span> 发布
    </Badge>
  )
}
