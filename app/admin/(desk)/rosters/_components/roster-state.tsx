import { Badge, type Tone } from '@/components/ui/badge'
import type { RosterState } from '@/lib/admin/rosters'

export const rosterWords: Record<RosterState, [Tone, string]> = {
  draft: ['info', '核对中'],
  unpaid: ['wait', '待缴费'],
  paid: ['good', '已缴费'],
  ended: ['plain', '已撤回'],
}

export const RosterStateBadge = ({ state }: { state: RosterState }) => <Badge tone={rosterWords[state][0]}>{rosterWords[state][1]}</Badge>
