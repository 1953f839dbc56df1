import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import { formatMoney } from '@/lib/shared/money'
import type { OrderView } from '../page'

/** 订单内容: the courses of an order, each with its price and, once it is open, the way to it. */
export function OrderLines({ items }: Pick<OrderView, 'items'>) {
  return (
    <ul className="order-lines">
      {items.map((item) => (
        <li key={item.courseId ?? item.enrollmentId}>
          <span>
            {item.studyId ? (
              <Link className="link tap" href={`/learn/${item.studyId}`}>
                {item.title}
              </Link>
            ) : (
              <Phrase>{item.title}</Phrase>
            )}
          </span>
          <span className="num price">{item.amountFen ? formatMoney(item.amountFen) : '免费'}</span>
        </li>
      ))}
    </ul>
  )
}
