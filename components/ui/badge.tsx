import { Icon } from './icon'
import type { IconName } from './icon-names'

export type Tone = 'wait' | 'info' | 'good' | 'bad' | 'mine' | 'plain'

/** A state: an icon and a word, never colour alone. */
export function Badge({ tone, icon, children }: { tone: Tone; icon?: IconName; children: React.ReactNode }) {
  return (
    <span className={`badge ${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}
