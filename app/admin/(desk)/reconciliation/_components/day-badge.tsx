import { Badge } from '@/components/ui/badge'
import type { DayState } from '@/lib/reconciliation/queries'
import { stateNames } from '@/lib/reconciliation/workbooks'
import { stateLooks } from './words'

/** How a day stands; `open`: so many things differ. */
export function DayBadge({ state, open }: { state: DayState; open: number }) {
  const { tone, icon } = stateLooks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {state === 'differs' ? `${open} 项差异` : stateNames[state]}
    </Badge>
  )
}
