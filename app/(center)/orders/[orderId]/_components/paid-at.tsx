import { transferProvider } from '@/lib/checkout/rules'
import { formatDay, formatMoment } from '@/lib/shared/time'

/** When it was paid; of a transfer the bank's statement gives the day alone. */
export const PaidAt = ({ payment: { provider, paidAt } }: { payment: { provider: string; paidAt: Date } }) => (
  <span className="num nowrap">{provider === transferProvider ? formatDay(paidAt) : formatMoment(paidAt)}</span>
)
