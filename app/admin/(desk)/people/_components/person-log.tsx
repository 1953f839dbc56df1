import type { WholePerson } from '@/lib/admin/person'
import { actorKindWords, auditWord } from '@/lib/audit/events'
import { formatMoment } from '@/lib/shared/time'

/** Sign-ins and what else happened, newest first. */
export function PersonLog({ log }: Pick<WholePerson, 'log'>) {
  return (
    <section className="card" aria-labelledby="person-log">
      <div className="head">
        <h2 className="h-card" id="person-log">
          登录与操作记录
        </h2>
      </div>
      {log.length ? (
        <ul className="short-list">
          {log.map(({ id, at, action, actorKind, by, address, details }) => (
            <li key={id}>
              <span className="grow">
                {auditWord(action)}
                <span className="small muted">
                  {by ?? (actorKind === 'trainee' ? '本人' : actorKindWords[actorKind])}
                  {address && `，${address}`}
                  {typeof details?.reason === 'string' && `，原因：${details.reason}`}
                </span>
              </span>
              <span className="small num nowrap">{formatMoment(at)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="short-empty soft">还没有记录。</p>
      )}
    </section>
  )
}
