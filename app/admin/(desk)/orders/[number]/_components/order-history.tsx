import { actorKindWords, auditWord } from '@/lib/audit/events'
import type { DeskOrder } from '@/lib/checkout/desk-orders'
import { formatMoment } from '@/lib/shared/time'

/** What was done to the order, and by whom, as the audit log has it. */
export function OrderHistory({ history }: Pick<DeskOrder, 'history'>) {
  return (
    <ol className="timeline">
      {history.map(({ id, at, action, actorKind, by }) => (
        <li key={id}>
          <span className="num muted">{formatMoment(at)}</span>
          <span>
            {auditWord(action)}
            <span className="small muted">（{by ?? actorKindWords[actorKind]}）</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
