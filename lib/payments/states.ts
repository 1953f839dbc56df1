import type { chargeStatus, refundStatus } from '@/db/schema/payments'

export type ChargeStatus = (typeof chargeStatus.enumValues)[number]
type ChargeEvent = 'open' | 'fail' | 'close' | 'pay'

/** The one table of a charge's states. Money is never turned away: it may come after all, whatever was thought of the charge. */
export const chargeTransitions: Record<ChargeStatus, Partial<Record<ChargeEvent, ChargeStatus>>> = {
  intended: { open: 'open', fail: 'failed', close: 'closed', pay: 'paid' },
  open: { open: 'open', close: 'closed', pay: 'paid' }, // the same one, at a new address
  closed: { pay: 'paid' },
  failed: { pay: 'paid' },
  paid: {},
}

/** The state an event leads to, or null when it means nothing in this one. */
export const nextChargeStatus = (status: ChargeStatus, event: ChargeEvent): ChargeStatus | null => chargeTransitions[status][event] ?? null

/** It can still be paid, as far as is known here. */
export const liveStatuses: readonly ChargeStatus[] = ['intended', 'open']
export const isLive = (status: ChargeStatus) => liveStatuses.includes(status)

export type RefundStatus = (typeof refundStatus.enumValues)[number]
type RefundEvent = 'accept' | 'fail' | 'arrive' | 'retry'

/** The one table of a refund's states. A failed one is asked for again, or given back by hand. */
export const refundTransitions: Record<RefundStatus, Partial<Record<RefundEvent, RefundStatus>>> = {
  requested: { accept: 'accepted', fail: 'failed', arrive: 'done' },
  accepted: { fail: 'failed', arrive: 'done' },
  failed: { retry: 'requested', arrive: 'done' },
  done: {},
}

export const nextRefundStatus = (status: RefundStatus, event: RefundEvent): RefundStatus | null => refundTransitions[status][event] ?? null
