import { Icon } from './icon'
import type { IconName } from './icon-names'

/** What a list shows when there is nothing: what is missing, and how to get it. */
export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: React.ReactNode }) {
  return (
    <div className="card empty">
      <Icon name={icon} />
      <h2 className="h-card">{title}</h2>
      {children}
    </div>
  )
}
