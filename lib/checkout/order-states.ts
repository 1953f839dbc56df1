import type { orderStatus } from '@/db/schema/checkout'

export type OrderStatus = (typeof orderStatus.enumValues)[number]
type OrderEvent = 'pay' | 'cancel' | 'expire' | 'pay_without_seat' | 'approve_refund' | 'refund'

/**
 * The one table of an order's states. A payment is never turned away: after the end of an order it still pays it if the
 * seat can be had again, else it is taken in to be given back. An order is refunded when all its money is back.
 */
export const orderTransitions: Record<OrderStatus, Partial<Record<OrderEvent, OrderStatus>>> = {
  pending: { pay: 'paid', cancel: 'cancelled', expire: 'expired', pay_without_seat: 'refunding' },
  cancelled: { pay: 'paid', pay_without_seat: 'refunding' },
  expired: { pay: 'paid', pay_without_seat: 'refunding' },
  paid: { approve_refund: 'refunding' },
  refunding: { refund: 'refunded' },
  refunded: {},
}

/** The state an event leads to, or null when it means nothing in this one. */
export const nextOrderStatus = (status: OrderStatus, event: OrderEvent): OrderStatus | null => orderTransitions[status][event] ?? null
