import { Badge } from '@/components/ui/badge'
import type { Enterprise } from '@/lib/shared/context'

export const enterpriseStatusNames: Record<Enterprise['status'], string> = { pending: '待审核', approved: '已通过', rejected: '未通过' }

const looks = {
  pending: { tone: 'wait', icon: 'clock' },
  approved: { tone: 'good', icon: 'circle-check' },
  rejected: { tone: 'bad', icon: 'circle-x' },
} as const

export function EnterpriseBadge({ status }: { status: Enterprise['status'] }) {
  return <Badge {...looks[status]}>{enterpriseStatusNames[status]}</Badge>
}
