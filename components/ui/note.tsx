import { Icon } from './icon'
import type { IconName } from './icon-names'

const icons: Record<'info' | 'warn' | 'bad' | 'good', IconName> = {
  info: 'info',
  warn: 'triangle-alert',
  bad: 'circle-alert',
  good: 'circle-check',
}

/** A remark in the page, above what it speaks about. A refusal (`bad`) is announced. */
export function Note({ tone, children }: { tone: keyof typeof icons; children: React.ReactNode }) {
  return (
    <div className={`note ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={icons[tone]} />
      <div className="grow">{children}</div>
    </div>
  )
}
