import { Badge } from '@/components/ui/badge'
import type { Returned } from '@/lib/checkout/queries'
import { formatMoney } from '@/lib/shared/money'
import { formatDay } from '@/lib/shared/time'

/** 退回的款项 of an order: how much, why, and since when it is back. */
export function ReturnedList({ returned }: { returned: Returned[] }) {
  if (!returned.length) return null
  return (
    <section className="card" aria-labelledby="returned-title">
      <div className="head">
        <h2 className="h-card" id="returned-title">
          退回的款项
        </h2>
      </div>
      <ul className="in returned-list">
        {returned.map(({ id, amountFen, reason, requestedAt, doneAt }) => (
          <li key={id}>
            <b className="num">{formatMoney(amountFen)}</b>
            <span className="grow soft">
              {reason}
              <br />
              <span className="num nowrap small">{doneAt ? `${formatDay(doneAt)} 退回` : `${formatDay(requestedAt)} 登记`}</span>
            </span>
            {doneAt ? (
              <Badge tone="good" icon="check">
                已退回
              </Badge>
            ) : (
              <Badge tone="wait" icon="clock">
                退回中
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
