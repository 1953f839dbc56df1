import { Badge } from '@/components/ui/badge'
import type { DayState } from '@/lib/reconciliation/queries'
import { stateWords } from './words'

/** How a day stands; `open`: so many things differ. */
export function DayBadge({ state, open }: { state: DayState; open: number }) {
  const { words, tone, icon } = stateWords[state]
  return (
    <Badge tone={tone} icon={icon}>
      {state === 'differs' ? `${open} 项差异` : words}
    </Badge>
  )
}
