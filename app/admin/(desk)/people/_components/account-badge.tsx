import { Badge, type Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon-names'
import type { AccountState } from '@/lib/admin/people'

const states: Record<AccountState, [tone: Tone, icon: IconName, word: string]> = {
  active: ['good', 'check', '正常'],
  waiting: ['wait', 'clock', '待激活'],
  disabled: ['bad', 'ban', '已停用'],
}

export function AccountBadge({ state }: { state: AccountState }) {
  const [tone, icon, word] = states[state]
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  )
}
