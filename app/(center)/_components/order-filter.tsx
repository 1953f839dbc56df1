import { Link } from '@/components/ui/link'
import type { OrderStatus } from '@/lib/checkout/order-states'

const filters: Record<string, { label: string; statuses?: OrderStatus[] }> = {
  all: { label: '全部订单' },
  pending: { label: '待支付', statuses: ['pending'] },
  paid: { label: '已支付', statuses: ['paid'] },
  ended: { label: '已取消或过期', statuses: ['cancelled', 'expired'] },
  refunds: { label: '退款', statuses: ['refunding', 'refunded'] },
}
const keyOf = (asked: string | undefined) => (asked && Object.hasOwn(filters, asked) ? asked : 'all')

/** What ?state= of a list of orders asks for; without it, or with something else, all. */
export const statusesAsked = (asked: string | undefined) => filters[keyOf(asked)]?.statuses

/** The filters above one's own orders. */
export function OrderFilter({ path, asked }: { path: string; asked: string | undefined }) {
  return (
    <nav className="chips" aria-label="订单状态" style={{ marginBottom: '1rem' }}>
      {Object.entries(filters).map(([key, { label }]) => (
        <Link key={key} className="chip" href={`${path}?state=${key}`} aria-current={key === keyOf(asked) ? 'true' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  )
}
