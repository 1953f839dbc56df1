import { Badge, type Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon-names'
import type { invoices } from '@/db/schema/invoices'
import type { OrderStatus } from '@/lib/checkout/order-states'

type InvoiceStatus = (typeof invoices.$inferSelect)['status']
type State = [tone: Tone, icon: IconName | undefined, word: string]

const orderStates: Record<OrderStatus, State> = {
  pending: ['wait', 'clock', '待支付'],
  paid: ['good', 'check', '已支付'],
  refunding: ['info', 'rotate-ccw', '退款中'],
  refunded: ['plain', undefined, '已退款'],
  cancelled: ['plain', undefined, '已取消'],
  expired: ['plain', undefined, '已过期'],
}

const invoiceStates: Record<InvoiceStatus, State> = {
  requested: ['info', 'hourglass', '待开票'],
  issuing: ['info', 'hourglass', '开票中'],
  issued: ['good', 'check', '已开具'],
  failed: ['bad', 'circle-x', '开票失败'],
  reversed: ['plain', undefined, '已红冲'],
}

const badge = ([tone, icon, word]: State) => (
  <Badge tone={tone} icon={icon}>
    {word}
  </Badge>
)

export const OrderBadge = ({ status }: { status: OrderStatus }) => badge(orderStates[status])
export const InvoiceBadge = ({ status }: { status: InvoiceStatus | null }) =>
  status ? badge(invoiceStates[status]) : <span className="muted">–</span>
