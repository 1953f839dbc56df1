import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { Waiting, WaitingKind } from '@/lib/admin/waiting'
import { formatWait } from '@/lib/shared/time'
import { waitingWords } from './waiting-words'

type Props = { waiting: Partial<Record<WaitingKind, Waiting>>; now: Date }

/** How much of each kind waits, and how long the oldest has. */
export function WaitingStrip({ waiting, now }: Props) {
  const kinds = (Object.keys(waitingWords) as WaitingKind[]).filter((kind) => waiting[kind])
  return (
    <section className="card waiting-strip" aria-label="待办数量">
      {kinds.map((kind) => {
        const { title, icon, href } = waitingWords[kind]
        const { count, oldest } = waiting[kind]!
        return (
          <Link key={kind} href={href} className={kind === 'jobs' && count ? 'hot' : undefined}>
            <span className="what">
              <Icon name={icon} />
              {title}
            </span>
            <b className="num">{count}</b>
            <span className="since">{oldest ? `最早的等了 ${formatWait(oldest, now)}` : '没有等待的'}</span>
          </Link>
        )
      })}
    </section>
  )
}
